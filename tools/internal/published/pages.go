package published

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/words"
)

// Pages is what templates get in each language, each field in a file of its own so that an edit changes few: the record, with governments by
// name, and indexes into it by id: templates make those without a name in JSON from its lists (func/record.html). A field here replaces
// that of one name in the record.
type Pages struct {
	*Record
	pagesLists
	pages     []campaign.Page       // that the site has, in every language
	read      []campaign.EvidenceID // every source, in the order in which we read them
	FrameRoom int                   `json:"-"` // how much of a matrix a frame shows, in letters
	parts     divider               // of the matrix
	grouped   []*Shelf              // lists by pillar

	Status     map[string]Status                   `json:"-"`
	Signatory  map[string]Signatory                `json:"-"`
	Commitment map[string]Commitment               `json:"-"`
	Pillar     map[string]Pillar                   `json:"-"`
	Programme  map[string]Programme                `json:"-"`
	Entry      map[string]Entry                    `json:"-"`
	Standard   map[string]Standard                 `json:"-"`
	Meeting    map[string]Meeting                  `json:"-"`
	Cells      map[string]map[string]Cell          `json:"cells"` // by government and commitment
	Evidence   map[campaign.EvidenceID]Source      `json:"evidence"`
	Campaign   campaign.Profile                    `json:"campaign"`
	Words      map[string]map[string]campaign.Text `json:"words"` // labels, by the name of their list and by id

	Findings Findings    `json:"findings"`
	History  []DayTotals `json:"history"` // the end of each year since the adoption, and last of all the day of the record

	PillarHistory map[campaign.PillarID][]DayTotals `json:"pillar_history"` // the same days

	// Worst is, by government, the commitments on which something was found, in the order of how much their status matters.
	Worst map[string][]campaign.CommitmentID `json:"worst"`

	// WorstOf is, by commitment, the governments and observers on which something was found, in the same order.
	WorstOf map[string][]campaign.SignatoryID `json:"worst_of"`

	// Policies is, by government, its policies, that with the newest fact first.
	Policies map[campaign.SignatoryID][]campaign.ProgrammeID `json:"policies"`

	Feeds map[string]Feed `json:"feeds"` // by the page whose they are, below the folder of the language

	Plurals []words.Form `json:"plurals"` // of the language

	PageDates map[string]pageDates `json:"page_dates"` // of the pages of content/ that have any, by their path

	Home pagesHome `json:"home"`

	Alone int    `json:"reports_alone"` // how many of the newest reports on each pledge the standalone file has
	Short string `json:"short_alone"`   // what it has in place of pledges, where there is no room for these: a name in shareNames

	Governments []pagesName `json:"governments"` // signatories and observers
	Register    []pagesKind `json:"register"`    // of sources

	Release  *Snapshot  `json:"release"`  // the newest, or that which is being made; null before there is any
	Freezing bool       `json:"freezing"` // Release is being made
	Version  string     `json:"version"`  // of the data
	Releases []Snapshot `json:"releases"` // newest first

	Reuse
}

type (
	// Reuse describes the files for reuse, which package formats knows.
	Reuse struct {
		Files      any `json:"files"`
		Parts      any `json:"parts"` // files of one government or commitment; null in a release
		Dictionary any `json:"dictionary"`
	}
	// DayTotals is the totals at the end of a day.
	DayTotals struct {
		Day    campaign.Date `json:"day"`
		Totals matrix.Totals `json:"totals"`
	}
	// Finding is what a part of the record shows, as sentences: the news, and the rest of it.
	Finding struct {
		Heading campaign.Text `json:"heading"`
		Lead    campaign.Text `json:"lead"`
	}
	// Findings is every finding. Package finding writes them.
	Findings struct {
		Home       Finding                           `json:"home"`
		Children   Finding                           `json:"children"` // empty where no commitment is about children
		Signatory  map[campaign.SignatoryID]Finding  `json:"signatory"`
		Commitment map[campaign.CommitmentID]Finding `json:"commitment"`
		Programme  map[campaign.ProgrammeID]Finding  `json:"programme"`
	}
	// Snapshot is a frozen release as pages show it.
	Snapshot struct {
		Name    release.Name  `json:"name"`
		AsOf    campaign.Date `json:"as_of"`
		Path    string        `json:"path"`              // below the site's root
		Summary campaign.Text `json:"summary,omitempty"` // this and the number of files only where releases are listed
		Files   int           `json:"files,omitempty"`

		Languages []string `json:"languages"` // with a folder of their own in it
	}
)

// NewPages returns the record with indexes and the releases; the caller adds the rest.
func NewPages(s Input, r *Record) *Pages {
	history := matrix.History(s.Campaign, s.Matrix.AsOf)
	var entries []Entry
	for _, x := range r.Programmes {
		entries = append(entries, x.Entries...)
	}
	p := &Pages{
		Record: r, Status: byID(r.Statuses), Signatory: byID(slices.Concat(r.Signatories, r.Observers)), Commitment: byID(r.Commitments),
		Pillar: byID(r.Pillars), Programme: byID(r.Programmes), Entry: byID(entries), Standard: byID(r.Standards), Meeting: byID(r.Meetings),
		Cells: map[string]map[string]Cell{}, Worst: map[string][]campaign.CommitmentID{}, WorstOf: map[string][]campaign.SignatoryID{}, PillarHistory: map[campaign.PillarID][]DayTotals{}, Campaign: s.Campaign.Profile, Words: labels(s.Campaign.Profile),
		pages: s.Pages, read: inOrderRead(s.Campaign), FrameRoom: roomOfFrame, parts: newDivider(s.Campaign, s.Matrix, 0), Freezing: s.Name != "", Version: s.Version(), Release: Newest(s), Releases: releases(s.Campaign),
	}
	for _, cells := range [][]Cell{r.Cells, r.observed} {
		for _, c := range cells {
			c.Pledges, c.Events = nil, nil // pages read them from its things
			if p.Cells[string(c.Signatory)] == nil {
				p.Cells[string(c.Signatory)] = map[string]Cell{}
			}
			p.Cells[string(c.Signatory)][string(c.Commitment)] = c
		}
	}
	for _, g := range slices.Concat(r.Observers, r.Signatories) {
		for _, c := range r.Commitments {
			if len(p.Cells[string(g.ID)][string(c.ID)].Things) > 0 {
				p.Worst[string(g.ID)] = append(p.Worst[string(g.ID)], c.ID)
				p.WorstOf[string(c.ID)] = append(p.WorstOf[string(c.ID)], g.ID)
			}
		}
	}
	for id, row := range p.Cells {
		slices.SortStableFunc(p.Worst[id], func(a, b campaign.CommitmentID) int {
			return cmp.Compare(p.rank(row[string(a)]), p.rank(row[string(b)]))
		})
	}
	for id, all := range p.WorstOf {
		slices.SortStableFunc(all, func(a, b campaign.SignatoryID) int {
			return cmp.Compare(p.rank(p.Cells[string(a)][id]), p.rank(p.Cells[string(b)][id]))
		})
	}
	p.Policies = p.policies()
	p.Home = p.home(s.Campaign.Languages.All)
	p.grouped = p.rowLists(cmp.Or(s.MostRows, mostRows))
	if list := p.commitmentList(s.Campaign.Languages.All); list != nil {
		p.grouped = append(p.grouped, list)
	}
	p.pagesLists = newPagesLists(s, p, history)
	for _, m := range history {
		p.History = append(p.History, DayTotals{m.AsOf, m.Totals})
		for pillar, totals := range m.ByPillar {
			p.PillarHistory[pillar] = append(p.PillarHistory[pillar], DayTotals{m.AsOf, totals})
		}
	}
	return p
}

// policies returns the policies of each government, that with the newest fact first.
func (p *Pages) policies() map[campaign.SignatoryID][]campaign.ProgrammeID {
	newest := func(x Programme) campaign.Date { return p.Entry[string(x.Latest)].Date }
	out := map[campaign.SignatoryID][]campaign.ProgrammeID{}
	for _, x := range slices.SortedStableFunc(slices.Values(p.Programmes), func(x, y Programme) int { return newest(y).Compare(newest(x)) }) {
		if x.Actor != "" {
			out[x.Actor] = append(out[x.Actor], x.ID)
		}
	}
	return out
}

// rank returns the rank of a cell's status.
func (p *Pages) rank(c Cell) int { return p.Status[string(c.Status)].Rank }

// byID returns records by their id.
func byID[T any](all []T) map[string]T {
	out := map[string]T{}
	for _, x := range all {
		out[reflect.ValueOf(x).FieldByName("ID").String()] = x
	}
	return out
}

// labels returns the labels of the words that records are sorted by, as data/campaign.toml names the lists.
func labels(p campaign.Profile) map[string]map[string]campaign.Text {
	out := map[string]map[string]campaign.Text{}
	for _, f := range fieldsOf(reflect.TypeOf(p)) {
		list := reflect.ValueOf(p).FieldByIndex(f.index)
		if f.of.Kind() != reflect.Slice || f.of.Elem().Kind() != reflect.Struct {
			continue
		}
		if _, isWord := f.of.Elem().FieldByName("Label"); !isWord {
			continue
		}
		out[f.name] = map[string]campaign.Text{}
		for i := range list.Len() {
			word := list.Index(i)
			out[f.name][word.FieldByName("ID").String()] = word.FieldByName("Label").Interface().(campaign.Text)
		}
	}
	return out
}

// Write writes the pages' data in the language of some words with put, each part by its name. A text is there only until
// put returns.
func (p *Pages) Write(put func(part string, text []byte) error, languages locale.Languages, w *words.Words) error {
	r, out, in := *p.Record, *p, w.Language
	order := collate.New(language.Make(in))
	r.Signatories, r.Observers = ByName(r.Signatories, languages, in), ByName(r.Observers, languages, in)
	for _, s := range ByName(slices.Concat(r.Signatories, r.Observers), languages, in) {
		out.Governments = append(out.Governments, pagesName{s.ID, s.Name})
	}
	r.Evidence = slices.SortedStableFunc(slices.Values(r.Evidence), func(a, b Source) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), order.CompareString(a.Publisher, b.Publisher), strings.Compare(string(a.Published), string(b.Published)))
	})
	out.Record, out.Register = &r, register(r.Evidence, p.read)
	texts, dates := p.texts(w)
	r.Shelves, out.Feeds, out.PageDates = p.lists(w, texts), p.feeds(texts), dates
	out.Evidence = out.usedSources()
	share, shown := p.standalone(languages.All)
	if out.Alone = share; share < 0 {
		out.Alone, out.Short = 0, shareNames[statusAlone-share]
	}
	out.Cited = cited(out.Evidence, shown, share, order)
	out.Grids, out.Plurals = namedParts(p.Grids, w), words.Forms(w.Language)
	name := p.naming(w)
	for id, s := range out.Evidence {
		out.Evidence[id] = name.source(s)
	}
	return encodeParts(put, writer{languages: languages, language: in, dates: w.Date, dated: map[string]string{}}, out)
}

// ByName returns governments in the order that a language has for their names.
func ByName(all []Signatory, languages locale.Languages, in string) []Signatory {
	order := collate.New(language.Make(in))
	return slices.SortedStableFunc(slices.Values(all), func(a, b Signatory) int {
		return order.CompareString(languages.Text(a.Name, in), languages.Text(b.Name, in))
	})
}

// Newest returns the release that pages refer to: the one that is being made, or else the newest there is; nil before any.
func Newest(s Input) *Snapshot {
	if s.Name != "" {
		return &Snapshot{Name: s.Name, AsOf: s.Matrix.AsOf, Path: s.Name.Path(), Languages: s.Campaign.Languages.All[1:]}
	}
	if newest := release.Newest(s.Campaign.Frozen); newest != nil {
		languages := release.Summaries([]*release.Frozen{newest})[newest.Name].Languages
		return &Snapshot{Name: newest.Name, AsOf: s.Campaign.Release(newest.Name).AsOf, Path: newest.Name.Path(), Languages: append([]string{}, languages...)}
	}
	return nil
}

// Version returns the version of the data: the name of the release that is being made, or the day of the record.
func (s Input) Version() string {
	if s.Name != "" {
		return string(s.Name)
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(s.Matrix.AsOf), "-", "."), ".0", ".")
}

// releases returns every release, the newest first.
func releases(c *campaign.Campaign) (out []Snapshot) {
	if len(c.Frozen) == 0 {
		return nil
	}
	summaries := release.Summaries(c.Frozen)
	for _, row := range slices.Backward(c.Releases) {
		if s, ok := summaries[row.ID]; ok {
			out = append(out, Snapshot{row.ID, row.AsOf, row.ID.Path(), row.Summary, s.Files, s.Languages})
		}
	}
	return out
}
