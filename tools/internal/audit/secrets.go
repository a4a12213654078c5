package audit

import (
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Secret is something that must be nowhere in the output, because the page or row it belongs to is not out yet.
type Secret struct {
	At   diag.Position // the withheld page or row
	What string        // "address" and "file" are looked for as such, anything else ("title", "sentence") as words
	Text string        // the words; of an address, the path below the site's root; of a file, its name, with or without folders
	Data []byte        // of a file, its content
}

// What is shorter than this says nothing of where it comes from, in bytes of plain form or of a file.
const (
	shortestWords = 6
	shortestName  = 10 // of a file's bare name, which other sites may use too
	shortestData  = 16
	anchorSize    = 32 // how much of a file is looked for before the whole is compared
	// Words shorter than this must stand by themselves: "Update" is not found in "updated".
	shortestInside = 20
	// Words longer than this are looked for in pieces, since templates cut descriptions short.
	longest = 120
	// So many pieces of an attached text are looked for.
	mostPieces = 64
)

// secrets finds what is withheld. It may be used from several goroutines.
type secrets struct {
	list     []Secret
	root     string // the path of the site's root, with slashes at its ends
	patterns []pattern
	plain    *automaton // over the plain form of texts: pattern i is patterns[i]
	exact    *automaton // over bytes: pattern i is an anchor of the file anchors[i]
	anchors  []anchor
}

// pattern is one thing to look for in the plain form of a text.
type pattern struct {
	secret      int
	evidence    evidence
	alone       bool    // it must not be part of a longer word
	size        int     // of its plain form, in bytes
	path        string  // of an address or a file's name: its plain path, to be compared once the letters are found
	open        [2]bool // the path may go on before and after, as the names of resized images do
	part, parts int     // of a text of which every part must be found
}

// anchor is where in a file's content the bytes lie that are looked for.
type anchor struct{ secret, offset int }

// newSecrets gives nil when nothing is withheld.
func newSecrets(withheld []Secret, root string) *secrets {
	if len(withheld) == 0 {
		return nil
	}
	b := builder{secrets: &secrets{list: withheld, root: root}}
	for i, secret := range withheld {
		switch secret.What {
		case "address":
			b.address(i, strings.Trim(secret.Text, "/"))
		case "file":
			b.file(i, secret)
		default:
			b.words(i, secret.Text)
		}
	}
	b.secrets.plain, b.secrets.exact = newAutomaton(b.letters), newAutomaton(b.bytes)
	return b.secrets
}
