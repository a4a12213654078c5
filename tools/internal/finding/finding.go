// Package finding writes what the record shows as sentences that can be quoted: of the whole, of a government, a commitment, a policy
// and the commitments about children. The rules are here, the words in i18n/, in every language of the site. A number in a sentence
// is counted, and what a sentence says of all is true of all.
package finding

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// All returns the findings of a record. Every text is in every language of the site.
func All(c *campaign.Campaign, r *published.Pages, in words.All) published.Findings {
	out := published.Findings{
		Signatory: map[campaign.SignatoryID]published.Finding{}, Commitment: map[campaign.CommitmentID]published.Finding{},
		Programme: map[campaign.ProgrammeID]published.Finding{},
	}
	cells := newCells(r)
	for _, w := range in {
		m := &maker{w, r, c.Vocabulary, cells}
		out.Home = m.into(out.Home, m.home)
		out.Children = m.into(out.Children, m.children)
		for _, g := range slices.Concat(r.Record.Signatories, r.Record.Observers) {
			out.Signatory[g.ID] = m.into(out.Signatory[g.ID], func() (string, []string) { return m.government(g) })
		}
		for _, c := range r.Record.Commitments {
			out.Commitment[c.ID] = m.into(out.Commitment[c.ID], func() (string, []string) { return m.commitment(c) })
		}
		for _, p := range r.Record.Programmes {
			out.Programme[p.ID] = m.into(out.Programme[p.ID], func() (string, []string) { return m.programme(p) })
		}
	}
	return out
}

// maker writes the findings of a record in one language.
type maker struct {
	*words.Words
	record     *published.Pages
	vocabulary campaign.Vocabulary
	cells      cells
}

func (m *maker) into(f published.Finding, write func() (heading string, lead []string)) published.Finding {
	if f.Heading == nil {
		f = published.Finding{Heading: campaign.Text{}, Lead: campaign.Text{}}
	}
	heading, lead := write()
	f.Heading[m.Language] = heading
	f.Lead[m.Language] = strings.Join(slices.DeleteFunc(lead, func(s string) bool { return s == "" }), " ")
	return f
}

func (m *maker) home() (string, []string) {
	t := m.count(m.cells.current)
	if t.pledges == 0 {
		return m.Text(m.nobody("finding.no_pledges", "finding.no_pledges_now", m.cells.others)), nil
	}
	heading := m.Count("finding.made", t.pledges, "Number", m.Number(t.pledges), "Purpose", m.In(m.record.Campaign.Purpose)) + " " + m.unreported(t)
	return heading, []string{m.kept(t), m.broken(t), m.newestPledge(t)}
}

// unreported says for how many pledges nothing was found after they were made.
func (m *maker) unreported(t tally) string {
	switch {
	case t.unreported == 0 && t.pledges == 1:
		return m.Text("finding.reported_one")
	case t.unreported == 0:
		return m.Text("finding.reported_all")
	case t.unreported == t.pledges && t.pledges > 1:
		return m.Text("finding.unreported_all")
	case t.unreported == t.pledges:
		return m.Text("finding.unreported_only")
	}
	return m.Count("finding.unreported", t.unreported, "Number", m.Number(t.unreported))
}

// kept says how many pledges were fulfilled, and how many of those by the day they were pledged.
func (m *maker) kept(t tally) string {
	n := m.group(t, campaign.Kept)
	if n == 0 {
		return m.Text("finding.kept_none")
	}
	early := ""
	switch {
	case t.early == n && n > 1:
		early = m.Text("finding.early_all")
	case t.early == n:
		early = m.Text("finding.early_only")
	case t.early > 0:
		early = m.Count("finding.early", t.early, "Number", m.Number(t.early))
	}
	return m.Count("finding.kept", n, "Number", m.Number(n), "Early", early)
}

// broken says how many pledges were undone by the governments that made them, by which, and when.
func (m *maker) broken(t tally) string {
	if len(t.broken) == 0 {
		return m.Text("finding.broken_none")
	}
	return m.Count("finding.broken", len(t.broken), "List", m.statuses(t, func(s published.Status) bool { return s.Group == campaign.Broken }),
		"By", m.by(t.broken), "When", m.when(t.broken))
}

// by says whose pledges they were: all of one government, or how many of each of up to three.
func (m *maker) by(things []published.Thing) string {
	counts := map[campaign.SignatoryID]int{}
	for _, x := range things {
		counts[x.Signatory]++
	}
	order := collate.New(language.Make(m.Language))
	ids := slices.SortedFunc(maps.Keys(counts), func(x, y campaign.SignatoryID) int {
		if n := counts[y] - counts[x]; n != 0 {
			return n
		}
		return order.CompareString(m.name(x), m.name(y))
	})
	if len(ids) == 1 {
		return m.Count("finding.by_one", len(things), "Name", m.name(ids[0]))
	}
	const most = 3
	var list []string
	others, rest := 0, 0
	for i, id := range ids {
		if i >= most && len(ids) > most+1 {
			others++
			rest += counts[id]
			continue
		}
		list = append(list, m.Text("finding.by", "Number", m.Number(counts[id]), "Name", m.name(id)))
	}
	if others > 0 {
		list = append(list, m.Count("finding.by_others", others, "Number", m.Number(rest), "Governments", m.Number(others)))
	}
	return m.list(list)
}

// when says in which years pledges were undone.
func (m *maker) when(things []published.Thing) string {
	years := map[string]bool{}
	for _, x := range things {
		if len(x.Since) >= 4 {
			years[string(x.Since[:4])] = true
		}
	}
	switch all := slices.Sorted(maps.Keys(years)); {
	case len(all) == 0:
		return ""
	case len(all) == 1:
		return m.Count("finding.in_year", len(things), "Year", all[0])
	case len(all) == 2:
		return m.Text("finding.in_years", "From", all[0], "To", all[1])
	default:
		return m.Text("finding.between_years", "From", all[0], "To", all[len(all)-1])
	}
}

// newestPledge says when the last pledge was made, and that none was found since if that is long ago.
func (m *maker) newestPledge(t tally) string {
	month := t.newest[:min(len(t.newest), len("2006-01"))]
	key := "finding.newest"
	if m.vocabulary.Stale(t.newest, campaign.Date(m.record.AsOf).First()) {
		key = "finding.newest_old"
	}
	return m.Text(key, "Month", m.Date(string(month)))
}

// children is about the commitments whose core is children.
func (m *maker) children() (string, []string) {
	core, unpledged, inCore := map[campaign.CommitmentID]bool{}, 0, []published.Cell(nil)
	for _, c := range m.record.Record.Commitments {
		if c.Children == campaign.Core {
			core[c.ID], inCore = true, append(inCore, m.cells.under[c.ID]...)
			if c.Pledges == 0 {
				unpledged++
			}
		}
	}
	if len(core) == 0 {
		return "", nil
	}
	t := m.count(inCore)
	all := m.count(m.cells.current)
	commitments := m.Count("finding.core", len(core), "Number", m.Number(len(core)))
	heading := m.Count("finding.children", t.pledges, "Number", m.Number(t.pledges), "Commitments", commitments)
	switch n := len(t.broken); {
	case t.pledges == 0:
		heading = m.Text("finding.children_none", "Commitments", commitments)
	case n > 0 && n == len(all.broken) && n > 1:
		heading = m.Text("finding.children_broken_all", "Number", m.Number(n))
	case n > 0 && len(all.broken) > 1:
		heading = m.Count("finding.children_broken", n, "Number", m.Number(n), "Total", m.Number(len(all.broken)))
	}
	lead := []string{}
	if t.pledges > 0 {
		lead = append(lead, m.Count("finding.of_children", t.pledges, "Number", m.Number(t.pledges), "Commitments", commitments, "List", m.parts(t, news{})))
	}
	if unpledged > 0 && unpledged < len(core) {
		lead = append(lead, m.Count("finding.children_unpledged", unpledged, "Number", m.Number(unpledged), "Total", m.Number(len(core))))
	}
	return heading, lead
}

func (m *maker) government(g published.Signatory) (string, []string) {
	t := m.count(m.cells.of[g.ID])
	heading, news := m.heading(t, m.In(g.Name))
	return heading, []string{m.rest(t, news), m.conduct("finding.against", len(t.against))}
}

func (m *maker) commitment(c published.Commitment) (string, []string) {
	t := m.count(m.cells.under[c.ID])
	heading, _ := m.heading(t, m.In(c.ShortTitle))
	if t.pledges == 0 {
		if n := len(t.acting); n > 0 {
			heading = m.Count("finding.acts_of", n, "Name", m.In(c.ShortTitle), "Number", m.Number(n))
		}
		return heading, []string{m.Text(m.nobody("finding.nobody", "finding.nobody_now", m.cells.othersUnder[c.ID])), m.conduct("finding.against_by", len(t.offenders))}
	}
	return heading, []string{
		m.Count("finding.makers", len(t.makers), "Governments", m.Number(len(t.makers)), "Pledges", m.Count("finding.pledges", t.pledges, "Number", m.Number(t.pledges)),
			"List", m.parts(t, news{})),
		m.conduct("finding.against_by", len(t.offenders)),
	}
}

// nobody chooses between two texts where no government that is counted has a pledge: of the others, which left or observe, none has one
// either, or some have.
func (m *maker) nobody(none, now string, others []published.Cell) string {
	if m.count(others).pledges > 0 {
		return now
	}
	return none
}

func (m *maker) conduct(key string, n int) string {
	if n == 0 {
		return ""
	}
	return m.Count(key, n, "Number", m.Number(n))
}

func (m *maker) programme(p published.Programme) (string, []string) {
	e, ok := m.record.Entry[string(p.Latest)]
	if !ok {
		return m.In(p.Title), []string{m.In(p.Summary)}
	}
	key := "finding.fact"
	if e.Reported != "" {
		key = "finding.fact_reported"
	}
	return m.In(p.Title), []string{capital(m.Text(key, "Date", m.Date(string(e.Date)), "Text", m.In(e.Brief)))}
}

// capital returns a sentence with a capital letter first: some languages write months with a small one.
func capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}

// heading returns the finding of some pledges after the name of what they have in common, and the status that it is about:
// what was undone, then what stopped, then what nothing was heard of if that is half of them or more, then what was kept, what
// goes on, what is open.
func (m *maker) heading(t tally, name string) (heading string, about news) {
	if t.pledges == 0 {
		if n := len(t.conduct); n > 0 {
			return m.Count("finding.only_conduct", n, "Name", name, "Number", m.Number(n)), news{}
		}
		return m.Text("finding.nothing", "Name", name), news{}
	}
	status, n := m.leading(t, campaign.Broken, campaign.Stopped)
	if n == 0 && 2*t.unreported >= t.pledges {
		key := "finding.quiet"
		switch {
		case t.pledges == 1:
			key = "finding.quiet_only"
		case t.unreported == t.pledges:
			key = "finding.quiet_all"
		}
		return m.Text(key, "Name", name, "Number", m.Number(t.unreported), "Total", m.Number(t.pledges)), news{unreported: true, n: t.unreported}
	}
	if n == 0 {
		status, n = m.leading(t, campaign.Kept, campaign.Moving, campaign.Announced, campaign.Open)
	}
	when := ""
	if m.record.Status[string(status)].Group == campaign.Broken {
		when = m.when(slices.DeleteFunc(slices.Clone(t.broken), func(x published.Thing) bool { return x.Status != status }))
	}
	key := "finding.some"
	switch {
	case t.pledges == 1:
		key = "finding.only"
	case n == t.pledges:
		key = "finding.every"
	}
	return m.Text(key, "Name", name, "Number", m.Number(n), "Total", m.Number(t.pledges), "Word", m.word(status, n), "When", when), news{status: status, n: n}
}

// rest says what a heading about one status leaves out.
func (m *maker) rest(t tally, about news) string {
	if n := t.pledges - about.n; n > 0 && about.n > 0 {
		return m.Count("finding.rest", n, "Number", m.Number(n), "List", m.parts(t, about))
	}
	return ""
}

// news is what a heading is about: a status, or pledges without a later report; and how many have it.
type news struct {
	status     campaign.StatusID
	unreported bool
	n          int
}

// parts lists how many pledges have each status and how many no later report, without those that a heading is about. Without a
// heading they add up to all.
func (m *maker) parts(t tally, without news) string {
	list := m.counted(t, func(s published.Status) bool { return s.ID != without.status })
	switch {
	case t.unreported == 0 || without.unreported:
	case t.unreported < t.pledges:
		list = append(list, m.Count("finding.no_report", t.unreported, "Number", m.Number(t.unreported)))
	default:
		list = append(list, m.Count("finding.no_report_all", t.pledges))
	}
	return m.list(list)
}

func (m *maker) statuses(t tally, pass func(published.Status) bool) string {
	return m.list(m.counted(t, pass))
}

// counted returns "4 fulfilled", "2 in progress" and so on, in the order of display.
func (m *maker) counted(t tally, pass func(published.Status) bool) []string {
	var list []string
	for _, s := range m.record.Statuses {
		if n := t.by[s.ID]; n > 0 && pass(s) {
			list = append(list, m.Text("finding.counted", "Number", m.Number(n), "Word", m.word(s.ID, n)))
		}
	}
	return list
}

// word returns a status as a sentence says it of one pledge or of several.
func (m *maker) word(id campaign.StatusID, n int) string {
	s := m.record.Status[string(id)]
	text := s.Other
	if n == 1 {
		text = s.One
	}
	if word := m.In(text); word != "" {
		return word
	}
	return strings.ToLower(m.In(s.Label))
}

// name returns a government's name as a sentence has it: "the United States".
func (m *maker) name(id campaign.SignatoryID) string {
	g := m.record.Signatory[string(id)]
	if name := m.In(g.NameInText); name != "" {
		return name
	}
	return m.In(g.Name)
}

// list joins the parts of a sentence.
func (m *maker) list(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return m.Text("finding.and", "First", strings.Join(parts[:last], m.Text("finding.comma")), "Last", parts[last])
}
