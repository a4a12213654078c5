package leak

import (
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Secret is something that must not be in the output, because the page or row it belongs to is not published yet.
type Secret struct {
	At   diag.Position // the withheld page or row
	What string        // "address" and "file" are looked for as such, anything else ("title", "sentence") as words
	Text string        // the words; of an address, the path below the site's root; of a file, its name, with or without folders
	Data []byte        // of a file, its content
}

// What is shorter than this could come from anywhere, in bytes of plain form or of a file.
const (
	shortestWords = 6
	shortestName  = 10 // of a file's bare name, which other sites may use too
	shortestData  = 16
	anchorSize    = 32 // how much of a file is looked for before all of it is compared
	// Words shorter than this must not be part of longer ones: "Update" is not found in "updated".
	shortestInside = 20
	// Words longer than this are looked for in pieces, since templates cut descriptions short.
	longest = 120
	// So many pieces of an attached text are looked for, and of all of them so many letters: the automaton needs some 200
	// bytes for each. If there are more files than pieces, they are found by their bytes, unless the build changes them.
	mostPieces  = 64
	mostLetters = 256 << 10
)

// secrets finds what is withheld. It may be used from several goroutines.
type secrets struct {
	list     []Secret
	root     string // the path of the site's root, with slashes at its ends
	patterns []pattern
	plain    *automaton // over the plain form of texts: pattern i is patterns[i]
	exact    *automaton // over bytes: pattern i is an anchor of the file anchors[i]
	anchors  []anchor

	unsearched []int // files of which not every form is looked for
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

// anchor is where in a file's content the bytes lie to look for.
type anchor struct{ secret, offset int }

// newSecrets prepares the search for what is withheld.
func newSecrets(withheld []Secret, root string) *secrets {
	b := builder{secrets: &secrets{list: withheld, root: root}}
	files := 1
	for _, secret := range withheld {
		if secret.What == "file" {
			files++
		}
	}
	b.most = min(mostPieces, mostLetters/longest/files)
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
