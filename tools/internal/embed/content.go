package embed

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// maker makes the frames of one language.
type maker struct {
	Source
	language    string
	words       *words.Words
	governments []matrix.Member // by name
	evidence    map[campaign.EvidenceID]campaign.Evidence
}

// Row is a cell in which something was found, as a line of a list.
type Row struct {
	Name    string // of the commitment, or of the government
	Actor   string // another government whose act it was; "" for none
	Status  Status
	Since   string // "since 15 Dec 2025", with Actor
	Date    string // the date of Since; "" where none is known
	Sources []Cited
	More    int // sources of the cell that are not in Sources
	cell    matrix.Cell
}

// Cited is a source as a frame names it.
type Cited struct {
	Name string // publisher and date
	URL  campaign.URL
}

// list is what the frame of a government or a commitment shows beside its rows.
type list struct {
	Heading string
	Leads   []string
	Notes   []string // what was not found
}

// cited is how many sources of a cell a frame names: the newest proof, and one more.
const cited = 2

func (m maker) day() string { return locale.Date(m.Matrix.AsOf, m.language) }

// text returns a text of the frames.
func (m maker) text(key string, pairs ...any) string {
	return m.words.Text("embed_frame."+key, pairs...)
}

// name returns what a list calls a government: with the day on which it left, if it did.
func (m maker) name(member matrix.Member) string {
	name := locale.Country(member.ISO2, m.language)
	if member.Left != nil {
		name = m.text("name_"+string(member.Left.Kind), "Name", name, "Date", locale.Date(member.Left.Date, m.language))
	}
	return name
}

func (m maker) signatory(member matrix.Member) *Frame {
	name := locale.Country(member.ISO2, m.language)
	f := &Frame{Kind: Signatory, ID: member.ID, Title: m.text("signatory", "Name", name), cells: member.Totals.Cells}
	l := &list{Heading: name}
	switch {
	case member.Role == campaign.Observer:
		l.Leads = append(l.Leads, m.text("observer"))
	case member.Left != nil:
		l.Leads = append(l.Leads, m.text(string(member.Left.Kind), "Date", locale.Date(member.Left.Date, m.language)))
	}
	f.Lead = m.text("signatory_lead", "Filled", member.Totals.Filled, "Cells", member.Totals.Cells, "Day", m.day())
	l.Leads = append(l.Leads, f.Lead)
	weak := 0
	for i, c := range member.Cells {
		switch {
		case c.Filled():
			f.Rows = append(f.Rows, m.row(c, m.Matrix.Commitments[i].ShortTitle.In(m.language)))
		case c.Status == m.Campaign.Vocabulary.Default.Unpublished:
			weak++
		}
	}
	if gaps := len(member.Cells) - len(f.Rows) - weak; gaps > 0 {
		l.Notes = append(l.Notes, m.text("gaps_signatory", "Count", gaps))
	}
	if weak > 0 {
		l.Notes = append(l.Notes, m.text("weak_signatory", "Count", weak))
	}
	return m.listed(f, l, member.Totals)
}

func (m maker) commitment(place int, c *campaign.Commitment) *Frame {
	title, totals := c.ShortTitle.In(m.language), m.Matrix.ByCommitment[campaign.CommitmentID(c.ID)]
	f := &Frame{Kind: Commitment, ID: c.ID, Title: title, cells: totals.Cells}
	l := &list{Heading: title}
	var gaps, weak []string
	for _, member := range m.governments {
		name := m.name(member)
		switch cell := member.Cells[place]; {
		case cell.Filled():
			f.Rows = append(f.Rows, m.row(cell, name))
		case member.Left != nil:
		case cell.Status == m.Campaign.Vocabulary.Default.Unpublished:
			weak = append(weak, name)
		default:
			gaps = append(gaps, name)
		}
	}
	f.Lead = m.text("commitment_lead", "Filled", totals.Filled, "Cells", totals.Cells, "Day", m.day())
	l.Leads = []string{c.Summary.In(m.language), f.Lead}
	if len(gaps) > 0 {
		l.Notes = append(l.Notes, m.text("gaps_commitment", "Names", strings.Join(gaps, ", ")))
	}
	if len(weak) > 0 {
		l.Notes = append(l.Notes, m.text("weak_commitment", "Names", strings.Join(weak, ", ")))
	}
	return m.listed(f, l, totals)
}

// listed completes a frame that is a list.
func (m maker) listed(f *Frame, l *list, totals matrix.Totals) *Frame {
	if len(f.Rows) == 0 {
		l.Notes = append([]string{m.text("nothing")}, l.Notes...)
	}
	f.list = l
	f.Legend = slices.DeleteFunc(m.legend(totals.ByStatus), func(s Status) bool { return s.ID == m.Campaign.Vocabulary.Default.Unpublished })
	return f
}

// row describes a cell: its status, since when, and the sources for that.
func (m maker) row(c matrix.Cell, name string) Row {
	r := Row{Name: name, Status: m.status(c.Status), cell: c}
	if c.Since != "" {
		r.Date = locale.Date(c.Since, m.language)
		r.Since = m.text("since", "Date", r.Date)
	}
	proof, actor := proof(c)
	if actor != "" {
		r.Actor = m.government(actor)
		r.Since = m.text("since_by", "Date", r.Date, "Actor", r.Actor)
	}
	all := m.citable(c.Evidence())
	for _, e := range m.citable(proof) {
		if len(r.Sources) < cited {
			r.Sources = append(r.Sources, m.source(e))
		}
	}
	r.More = len(all) - len(r.Sources)
	return r
}

// proof returns the sources for the status of a cell, and the other government whose act it was, if any.
func proof(c matrix.Cell) (evidence []campaign.EvidenceID, actor campaign.SignatoryID) {
	for _, t := range c.Things {
		if t.Status != c.Status || t.Since != c.Since {
			continue
		}
		for _, f := range slices.Backward(t.Events) {
			if !f.Corrected {
				return f.Event.Evidence, f.Actor
			}
		}
		return t.Pledge.Evidence, ""
	}
	return nil, ""
}

func (m maker) citable(ids []campaign.EvidenceID) []campaign.Evidence {
	var out []campaign.Evidence
	for _, id := range ids {
		if e, ok := m.evidence[id]; ok {
			out = append(out, e)
		}
	}
	return out
}

func (m maker) source(e campaign.Evidence) Cited {
	name := e.Publisher
	if e.Published != "" {
		name += ", " + locale.Date(e.Published, m.language)
	}
	return Cited{name, e.URL}
}

func (m maker) government(id campaign.SignatoryID) string {
	for _, s := range m.Campaign.Signatories {
		if campaign.SignatoryID(s.ID) == id {
			return locale.Country(s.ISO2, m.language)
		}
	}
	return string(id)
}
