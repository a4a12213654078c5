package published

import (
	"fmt"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/words"
)

// naming puts the record in words that many pages repeat, in one language.
type naming struct {
	*Pages
	words    *words.Words
	meetings string // the page of the meetings, below the folder of the language; "" where there is none
}

func (p *Pages) naming(w *words.Words) naming {
	out := naming{Pages: p, words: w}
	const meetings = "meetings"
	if slices.ContainsFunc(p.pages, func(x campaign.Page) bool { return strings.Trim(x.Address(), "/") == w.Root+meetings }) {
		out.meetings = meetings + "/"
	}
	return out
}

// source returns a source with how it is named and where it is used, each place once.
func (n naming) source(s Source) Source {
	s.Name = s.Publisher
	if n.words.RTL || locale.Begins(s.Publisher) == "rtl" { // isolated (Unicode UAX 9): the day after a name in the other direction belongs to its month
		s.Name = locale.FirstStrong + s.Name + locale.EndOfIsolate
	}
	if s.Published != "" {
		s.Name += ", " + n.words.Date(string(s.Published))
	}
	if s.Language != n.words.Language {
		s.Name, s.Foreign = fmt.Sprintf("%s (%s)", s.Name, n.words.In(s.LanguageName)), s.Language
	}
	s.TitleIn = s.Foreign
	if s.TitleKind == campaign.Described { // in the words of who keeps the record
		s.TitleIn = n.words.Source()
	}
	if s.TitleIn == n.words.Language {
		s.TitleIn = ""
	}
	if own := locale.Begins(s.Title); own != "" && (own == "rtl") != n.words.RTL {
		s.Direction = own
	}
	var places []Use
	for _, u := range s.Used {
		u.Path, u.Text = n.place(u)
		if !slices.ContainsFunc(places, func(x Use) bool { return x.Path == u.Path && x.Text == u.Text }) {
			places = append(places, u)
		}
	}
	s.Used = places
	return s
}

// place returns where a use of a source is, and what it is called.
func (n naming) place(u Use) (path, text string) {
	const all = "commitments/" // with the Declaration itself
	commitment := n.words.In(n.Commitment[string(u.Commitment)].ShortTitle)
	switch u.Kind {
	case "cell":
		return fmt.Sprintf("signatories/%s/#%s", u.Signatory, u.Commitment), n.government(u) + ": " + commitment
	case "signatory":
		return fmt.Sprintf("signatories/%s/", u.Signatory), n.words.Text("use.membership", "Name", n.government(u))
	case "commitment":
		return fmt.Sprintf("commitments/%s/", u.Commitment), commitment
	case "programme":
		return n.Entry[u.ID].Path, n.words.In(n.Programme[string(u.Programme)].Title)
	case "package":
		return "signatories/#" + u.ID, n.words.Text("use.package")
	case "standard":
		path, standard := all, n.Standard[u.ID]
		if len(standard.Commitments) > 0 {
			path = fmt.Sprintf("commitments/%s/#standards", standard.Commitments[0])
		}
		return path, n.words.In(standard.Name)
	case "event":
		path := all
		if n.meetings != "" {
			path = n.Meeting[u.ID].Path
		}
		return path, n.words.In(n.Meeting[u.ID].Title)
	default:
		return all, n.words.Text("use.declaration")
	}
}

func (n naming) government(u Use) string { return n.words.In(n.Signatory[string(u.Signatory)].Name) }
