package check

import (
	"bytes"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file look for what editors, mail programs and copying leave in a text: in pages and in every text of the
// data alike.

var nearRules = []Rule{
	{"near-markdown", "no sign of Markdown is left for readers to see, as in ##Heading or a typed bullet", overPassages(nearMarkdown)},
	{"near-shortcode", "no brace of a shortcode is left for readers to see, as in { {< cell ... >}}", overPassages(nearShortcode)},
	{"mojibake", "no text was read in another encoding than it was written in, as cafÃ© was", overPassages(mojibake)},
	{"invisible", "no character that readers cannot see is in a text of a script that does not need it", overPassages(invisible)},
	{"no-break-space", "a no-break space is beside a number, a sign or an abbreviation, not between two words (warning)", overPassages(noBreakSpace)},
	{"entity", "a character is written as itself, not as an entity such as &eacute;", overPassages(entities)},
	{"stray-tag", "a text that is no Markdown has no tags, which readers would see (warning)", overPassages(strayTag)},
	{"mail-text", "no text has the codes of an e-mail, as =C3=A9 or =20", overPassages(mailText)},
	{"embargo-note", "a public text does not say that it is under embargo", embargoNote},
}

// passage is a text that people read.
type passage struct {
	text     string // as it is written; of Markdown, with spaces for all that is markup, code or an address
	at       func(offset int) diag.Position
	markdown bool
	draft    bool // of a page that is one
	public   func(*report) bool
}

// overPassages returns the run of a rule about every text.
func overPassages(rule func(passage, *report)) func(*campaign.Campaign, *report) {
	return overTexts(func(all *report) iter.Seq[passage] { return all.passages() }, rule)
}

// readPassages returns every text of a record that people read: those of pages, and those of some files of the data, of which there
// may be millions.
func readPassages(c *campaign.Campaign, texts []*prose, only func(file string) bool) iter.Seq[passage] {
	var ofPages []passage
	for _, p := range texts {
		page := p.page
		public := func(r *report) bool { return page.Withheld(r.now()) == "" }
		if _, long := p.overlong(); !long {
			ofPages = append(ofPages, passage{p.shown(), p.at, true, page.Draft, public})
		}
		if !p.body {
			continue
		}
		for _, leaf := range page.Doc.Leaves {
			if text, ok := leaf.Value.(string); ok && leaf.Key != "" && leaf.Key != "text" { // key points and corrections are Markdown
				ofPages = append(ofPages, line(text, leaf, page.Draft, public))
			}
		}
	}
	public := func(*report) bool { return true }
	return func(yield func(passage) bool) {
		for _, p := range ofPages {
			if !yield(p) {
				return
			}
		}
		for _, doc := range c.Docs {
			if !strings.HasPrefix(doc.File, "data/") || !only(doc.File) {
				continue
			}
			for _, leaf := range doc.Leaves {
				for text := range leafTexts(leaf) {
					if !yield(line(text, leaf, false, public)) {
						return
					}
				}
			}
		}
	}
}

// line returns a text that is all at one place.
func line(text string, leaf source.Leaf, draft bool, public func(*report) bool) passage {
	return passage{text, func(int) diag.Position { return leaf.At }, false, draft, public}
}

// leafTexts returns the texts of a value that people read.
func leafTexts(leaf source.Leaf) iter.Seq[string] {
	return func(yield func(string) bool) {
		switch v := leaf.Value.(type) {
		case campaign.Text:
			for _, text := range v {
				if !yield(text) {
					return
				}
			}
		case string:
			yield(v)
		}
	}
}

// find calls report with each match in a text that contains one of some signs.
func (p passage) find(signs string, pattern *regexp.Regexp, report func(from int, found string)) {
	if !strings.ContainsAny(p.text, signs) {
		return
	}
	for _, m := range pattern.FindAllStringIndex(p.text, -1) {
		report(m[0]+len(p.text[m[0]:m[1]])-len(strings.TrimLeft(p.text[m[0]:m[1]], " \t\n")), strings.TrimSpace(p.text[m[0]:m[1]]))
	}
}

// leftover is Markdown that is not read as such, each with how it is written.
var leftover = []struct {
	anywhere    bool // it is no sign of anything else in a text that is no Markdown either
	signs, hint string
	pattern     *regexp.Regexp
}{
	{true, "#", "write a space after the #, and an empty line before", regexp.MustCompile(`(?m)^[ \t]*#{2,6}[^#\n]{0,20}|^[ \t]*#[\x{a0}\x{202f}]`)},
	{true, "•◦▪‣●○■□▸►▶✓✔∙", "write a list as lines that start with a hyphen and a space", regexp.MustCompile(`(?m)^[ \t]*[•◦▪‣●○■□▸►▶✓✔∙][ \t\x{a0}]*[\p{L}\d]`)},
	{true, "–—", "write a list as lines that start with a hyphen and a space", regexp.MustCompile(`(?:^|\n[ \t]*\n)[ \t]*[–—][ \t\x{a0}]`)},
	{false, "-", "write a space after the hyphen of a list", regexp.MustCompile(`(?:^|\n[ \t]*\n)-\p{L}`)},
	{false, ".)", "write a space after the number of a list", regexp.MustCompile(`(?:^|\n[ \t]*\n)\d{1,2}[.)]\p{L}`)},
	{true, "*", "write ** directly before and after the words, without a space", regexp.MustCompile(`\*\*`)},
	{false, "_", "write ** directly before and after the words, without a space", regexp.MustCompile(`(?:^|[\s(])__\S|\S__(?:[\s).,]|$)`)},
	{
		false, "!", `write a picture as ![what it shows](name.jpg "Where and when | Who took it"), with straight quotation marks and none between them; the shortcode figure takes a caption that has some`,
		regexp.MustCompile(`!\[[^\]\n]*\][ \t]*\(`),
	},
	{true, "]", "write a link as [words](address), without a space between", regexp.MustCompile(`\][ \t]*\((?:https?:|mailto:|/| {4})|\)[ \t]*\[(?:https?:|mailto:|/)`)},
	{false, "[", "write the note that it refers to, as a line [^1]: ...", regexp.MustCompile(`\[\^[^\]\s]*\]`)},
	{false, "~", "write ~~ directly before and after the words", regexp.MustCompile(`~~`)},
	{false, "`", "close the code with as many signs as open it", regexp.MustCompile("`")},
	{false, "|", "write a table with a line | --- | --- | below its first, and an empty line before", regexp.MustCompile(`(?m)^[ \t]*\|.*\|[ \t]*$`)},
}

func nearMarkdown(p passage, report *report) {
	for _, l := range leftover {
		if !p.markdown && !l.anywhere {
			continue
		}
		p.find(l.signs, l.pattern, func(from int, found string) {
			if from > 0 && p.text[from-1] == '\\' {
				return
			}
			problem := report.errorf(p.at(from), "%q is shown as it is written", found)
			if problem.Hint = l.hint; !p.markdown {
				problem.Hint = "remove the signs: this text is no Markdown"
			}
		})
	}
}

// brace matches what is left of a shortcode that something came between: a space, an entity, other quotes for the angle.
var brace = regexp.MustCompile(`\{[\s\\]*\{|\}[\s\\]*\}|\{\s*(?:[<%‹«＜]|&lt;)|(?:[>%›»＞]|&gt;)\s*\}|&(?:#123|#x7b|lbrace|lcub);`)

func nearShortcode(p passage, report *report) {
	p.find("{}&", brace, func(from int, found string) {
		problem := report.errorf(p.at(from), "%q is shown as it is written", found).WithHint("write a shortcode as {{< name arguments >}}, without anything between the signs")
		if !p.markdown {
			problem.WithHint("remove it: a shortcode works only in the text of a page")
		}
	})
}

// foreign matches characters that may be the bytes of one in UTF-8.
var foreign = regexp.MustCompile(`[^\x00-\x7f]{2,}`)

// readings are the encodings that a text in UTF-8 is taken for.
var readings = []*charmap.Charmap{charmap.Windows1252, charmap.ISO8859_1, charmap.Macintosh}

func mojibake(p passage, report *report) {
	for _, m := range foreign.FindAllStringIndex(p.text, -1) {
		run := p.text[m[0]:m[1]]
		for _, reading := range readings {
			if meant, ok := misread(run, reading); ok {
				report.errorf(p.at(m[0]), "%q was written as %q and read in another encoding", run, meant).
					WithHint("write the character itself, and save the file as UTF-8")
				break
			}
		}
	}
}

// misread returns what characters were before they were read in an encoding: letters and signs of ordinary texts.
func misread(run string, reading *charmap.Charmap) (meant string, ok bool) {
	var raw []byte
	for _, r := range run {
		b, ok := reading.EncodeRune(r)
		if !ok {
			return "", false
		}
		raw = append(raw, b)
	}
	if !utf8.Valid(raw) {
		return "", false
	}
	for _, r := range string(raw) {
		if !(r >= 0xa0 && r < 0x180 || r >= 0x2010 && r <= 0x2044 || r == '€') {
			return "", false
		}
	}
	return string(raw), true
}

// joining are the characters without a shape that some scripts need: joiners and marks of direction.
const joining = "\u200c\u200d\u200e\u200f\u061c"

func invisible(p passage, report *report) {
	if !strings.ContainsAny(p.text, joining) {
		return
	}
	from := 0
	for line := range strings.Lines(p.text) {
		for i, r := range line {
			if strings.ContainsRune(joining, r) && !strings.ContainsFunc(line, needsJoining) {
				report.errorf(p.at(from+i), "invisible character %U", r).WithHint("remove it")
			}
		}
		from += len(line)
	}
}

// needsJoining reports whether a letter is of a script that joins letters or runs from right to left, or is a pictogram.
func needsJoining(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) || r >= 0x1f000 || unicode.Is(unicode.So, r)
}

// placeholders are as people write them; "todo" in small letters is Spanish.
var placeholders = campaign.AnyWord([]string{"TODO", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum", "LOREM IPSUM"})

// placeholder lets a draft have some.
func placeholder(p passage, report *report) {
	if p.draft || !strings.Contains(p.text, "TODO") && !strings.Contains(p.text, "FIXME") && !strings.Contains(p.text, "XXX") && !strings.Contains(strings.ToLower(p.text), "lorem") {
		return
	}
	for _, found := range placeholders.FindAllStringSubmatchIndex(p.text, -1) {
		report.errorf(p.at(found[2]), "placeholder %q", p.text[found[2]:found[3]]).WithHint("write the text, or set draft = true in a page")
	}
}

// between matches a no-break space between two words of several letters each.
var between = regexp.MustCompile(`\p{L}{3,}[\x{a0}\x{202f}\x{2007}]\p{L}{3,}`)

func noBreakSpace(p passage, report *report) {
	p.find("\u00a0\u202f\u2007", between, func(from int, found string) {
		report.warnf(p.at(from), "no-break space in %q", found).WithHint("write an ordinary space, unless the words must stay on one line")
	})
}

var entityName = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

func entities(p passage, report *report) {
	p.find("&", entityName, func(from int, found string) {
		if p.markdown && slices.Contains([]string{"&lt;", "&gt;", "&amp;"}, found) && !strings.HasPrefix(p.text[from+len(found):], "#") {
			return
		}
		report.errorf(p.at(from), "entity %q", found).WithHint("write the character itself")
	})
}

var tag = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>`)

func strayTag(p passage, report *report) {
	if p.markdown { // raw-html reports them
		return
	}
	p.find("<", tag, func(from int, found string) {
		report.warnf(p.at(from), "tag %q in a text, which readers would see", found).WithHint("remove it")
	})
}

// mailCode matches quoted-printable: a letter in two or three bytes, an equals sign as code, a space or a break at the end of a
// line; and the words of a head that are encoded.
var mailCode = regexp.MustCompile(`=[C-F][0-9A-F]=[89AB][0-9A-F]|=3D|=20(?:\s|$)|\p{L}=\r?\n\p{L}|=\?[A-Za-z0-9-]+\?[QqBb]\?[^?\s]*\?=`)

func mailText(p passage, report *report) {
	p.find("=", mailCode, func(from int, found string) {
		report.errorf(p.at(from), "%q is a code of an e-mail", found).WithHint("copy the text from the mail program as it shows it")
	})
}

// embargoNote: the words are those of the site's languages, in i18n/; those in capitals are looked for in capitals only.
func embargoNote(c *campaign.Campaign, report *report) {
	notes := wordsOf(c, "prose.embargo_notes")
	for p := range report.passages() {
		lower := strings.ToLower(p.text)
		for _, note := range notes {
			within := lower
			if note != strings.ToLower(note) {
				within = p.text
			}
			if from := wordAt(within, note); from >= 0 && p.public(report) {
				report.errorf(p.at(from), "public text says %q", note).
					WithHint("remove the words, or withhold the text: publishDate of a page, publish_after of a row")
				break
			}
		}
	}
}

// wordAt returns where a text has some words that are not part of longer ones; -1 where it has not.
func wordAt(text, words string) int {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for from := 0; words != ""; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(words):])
		if !isLetter(before) && !isLetter(after) {
			return at
		}
		from = at + len(words)
	}
	return -1
}

// shown returns a text in Markdown as long as it is, with spaces for all but what its readers see as it is written.
func (p *prose) shown() string {
	out := bytes.Repeat([]byte{' '}, len(p.text))
	for i, c := range p.text {
		if c == '\n' {
			out[i] = '\n'
		}
	}
	for _, s := range p.plain {
		copy(out[s.Start:s.Stop], p.text[s.Start:s.Stop])
	}
	for _, call := range p.shortcodes {
		end := call.to
		if call.mistake != "" { // which is reported; the rest of it is on its line
			end += len(p.text[end:]) - len(bytes.TrimLeftFunc(p.text[end:], func(r rune) bool { return r != '\n' }))
		}
		copy(out[call.from:end], bytes.Repeat([]byte{' '}, end-call.from))
	}
	return string(out)
}
