// Package bench makes projects of any size, to measure the tool with and to show that nothing in it has a fixed capacity. The same
// options and project give the same bytes.
package bench

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
)

// Options is how large a project is. A few of its governments, commitments and policies have most of what there is, as in a real
// one: the first of each have the most.
type Options struct {
	Seed        uint64
	Languages   int // of those of the project that it is made from, its source language first; 0 for all
	Governments int
	Commitments int
	Pledges     int
	Reports     int // on pledges and on conduct
	Sources     int
	Policies    int
	Facts       int // of all policies together
	Meetings    int
	Statements  int
	Releases    int // monthly ones, which whoever runs the tool freezes
}

// String says how large, for a person.
func (o Options) String() string {
	return fmt.Sprintf("%d governments, %d commitments, %d pledges, %d reports, %d sources, %d facts of %d policies, %d meetings, %d statements",
		o.Governments, o.Commitments, o.Pledges, o.Reports, o.Sources, o.Facts, o.Policies, o.Meetings, o.Statements)
}

// Scaled returns options n times as large: as many governments and commitments, and more of what the years bring.
func (o Options) Scaled(n int) Options {
	o.Pledges, o.Reports, o.Sources, o.Facts = n*o.Pledges, n*o.Reports, n*o.Sources, n*o.Facts
	o.Meetings, o.Statements = n*o.Meetings, n*o.Statements
	return o
}

// The years that a record is about, and the day on which all of it was written down.
const (
	firstYear = 2016
	years     = 10
	lastDay   = "2026-06-30"
)

// parts is what a project has that does not grow with its record.
var parts = []string{"assets", "i18n", "layouts", "static"}

// Write writes a project into an empty folder: the templates, words and statuses of another, and a record and texts of its own.
func Write(project fs.FS, dir string, o Options) error {
	var problems diag.List
	c := campaign.Load(project, &problems)
	if err := problems.Err(); err != nil {
		return err
	}
	m := &maker{
		Options: o, project: c, dir: dir, rand: rand.New(rand.NewPCG(o.Seed, 1)), files: map[string][]byte{},
		languages: c.Languages.All[:min(max(o.Languages, 0), len(c.Languages.All))],
	}
	if o.Languages == 0 {
		m.languages = c.Languages.All
	}
	m.words = newWords(m.rand)
	if err := m.copy(project); err != nil {
		return err
	}
	m.record()
	m.texts()
	names := make([]string, 0, len(m.files))
	for name := range m.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return disk.Each(names, func(_ int, name string) error { return disk.Write(dir, name, m.files[name]) })
}

// maker makes one project.
type maker struct {
	Options
	project   *campaign.Campaign // that it is made from
	dir       string
	languages []string
	rand      *rand.Rand
	words     []string
	files     map[string][]byte
}

// row is a table of TOML.
type row = map[string]any

// copy takes over what does not grow.
func (m *maker) copy(project fs.FS) error {
	take := func(name string) error {
		text, err := fs.ReadFile(project, name)
		m.files[name] = text
		return err
	}
	if err := take("data/vocabulary.toml"); err != nil {
		return err
	}
	var config, profile row
	if _, err := toml.DecodeFS(project, "config.toml", &config); err != nil {
		return err
	}
	languages, _ := config["languages"].(row)
	for code := range languages {
		if !slices.Contains(m.languages, code) {
			delete(languages, code)
		}
	}
	m.put("config.toml", config)
	if _, err := toml.DecodeFS(project, "data/campaign.toml", &profile); err != nil {
		return err
	}
	for _, key := range []string{"group", "alias", "not_signed"} {
		delete(profile, key) // they name records
	}
	m.put("data/campaign.toml", profile)
	for _, part := range append(slices.Clone(parts), "content") {
		err := fs.WalkDir(project, part, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() && name != "static/v" {
				return err
			}
			if entry.IsDir() {
				return fs.SkipDir // releases of the other record
			}
			if part == "content" && path.Ext(name) != ".gotmpl" {
				return nil
			}
			return take(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// put writes tables as TOML.
func (m *maker) put(name string, table row, body ...string) {
	var text bytes.Buffer
	if len(body) > 0 {
		text.WriteString("+++\n")
	}
	encoder := toml.NewEncoder(&text)
	encoder.Indent = ""
	if err := encoder.Encode(table); err != nil {
		panic(err) // a mistake of this package
	}
	if len(body) > 0 {
		fmt.Fprintf(&text, "+++\n\n%s\n", strings.Join(body, "\n\n"))
	}
	m.files[name] = text.Bytes()
}

// record makes data/.
func (m *maker) record() {
	profile := m.project.Profile
	governments, commitments := m.countries(), m.ids("commitment", m.Commitments)
	pillars, sources := m.ids("pillar", 5), m.ids("source", max(m.Sources, 1))
	policies, meetings := m.ids("policy", m.Policies), m.ids("meeting", m.Meetings)
	cite := func() []string {
		all := []string{sources[m.rand.IntN(len(sources))]}
		if next := sources[m.rand.IntN(len(sources))]; m.rand.IntN(3) == 0 && next != all[0] {
			all = append(all, next)
		}
		return all
	}

	declaration := row{
		"id": "declaration", "title": m.text(4), "short_title": m.text(2), "adopted": fmt.Sprint(firstYear) + "-06-10", "place": m.text(1), "summary": m.text(20),
		"evidence": sources[:1], "text": []row{{"language": m.languages[0], "url": "https://sources.example/declaration"}},
	}
	var all []row
	for i, id := range pillars {
		all = append(all, row{"id": id, "order": i + 1, "title": m.text(3)})
	}
	declaration["pillar"] = all
	m.put("data/declaration.toml", declaration)

	for i, id := range commitments {
		children := campaign.ChildrenScope("").Choices()
		commitment := row{
			"id": id, "pillar": pillars[i*len(pillars)/len(commitments)], "order": i + 1, "short_title": m.text(3), "summary": m.text(25),
			"who_benefits": m.text(4), "children": children[i%len(children)], "for_children": m.text(15), "evidence": cite(),
		}
		if commitment["children"] == "none" {
			delete(commitment, "for_children")
		}
		m.put("data/commitments/"+id+".toml", commitment)
	}
	for i, g := range governments {
		m.put("data/signatories/"+g.id+".toml", row{
			"id": g.id, "iso2": g.iso2, "iso3": g.iso3, "role": "endorser", "tile": []int{i % 20, i / 20},
			"subregion":  string(profile.Subregions[i%len(profile.Subregions)].ID),
			"membership": []row{{"date": declaration["adopted"], "precision": "day", "kind": "endorsed", "evidence": cite()}},
		})
	}
	m.sources(sources)
	m.accounts(governments, commitments, meetings, cite)

	all = nil
	for _, id := range meetings {
		all = append(all, row{"id": id, "date": m.day(), "title": m.text(5), "place": m.text(1), "summary": m.text(25), "evidence": cite()})
	}
	if len(all) > 0 {
		m.put("data/events.toml", row{"event": all})
	}
	entries := make([][]row, len(policies))
	for _, id := range m.ids("fact", m.Facts) {
		i := m.skewed(len(policies))
		entries[i] = append(entries[i], row{
			"id": id, "date": m.day(), "status": string(profile.EntryStatuses[m.rand.IntN(len(profile.EntryStatuses))].ID), "summary": m.text(25),
			"confidence": "high", "evidence": cite(),
		})
	}
	for i, id := range policies {
		if len(entries[i]) == 0 {
			continue
		}
		m.put("data/programmes/"+id+".toml", row{
			"id": id, "title": m.text(4), "summary": m.text(20), "commitments": []string{commitments[i%len(commitments)]}, "actor": governments[i%len(governments)].id,
			"entry": entries[i],
		})
	}
}

// sources makes the register, in files of some hundred.
func (m *maker) sources(ids []string) {
	const each = 500
	kinds := m.project.Profile.SourceKinds
	for n := 0; n < len(ids); n += each {
		var all []row
		for _, id := range ids[n:min(n+each, len(ids))] {
			url := "https://sources.example/" + id
			all = append(all, row{
				"id": id, "title": m.sentence(8), "publisher": m.name(2), "kind": string(kinds[m.rand.IntN(len(kinds))].ID), "published": m.day(),
				"language": m.languages[0], "url": url, "archive_url": "https://web.archive.org/web/20260101000000/" + url, "accessed": lastDay,
			})
		}
		m.put(fmt.Sprintf("data/evidence/part-%03d.toml", n/each+1), row{"evidence": all})
	}
}

// accounts makes pledges, and reports on them and on conduct.
func (m *maker) accounts(governments []government, commitments, meetings []string, cite func() []string) {
	statuses := m.statuses()
	pledges := make([][]row, len(governments))
	type subject struct{ government, pledge int }
	reports := map[subject][]row{}
	var order []subject
	for _, id := range m.ids("pledge", m.Pledges) {
		g := m.skewed(len(governments))
		pledge := row{"id": id, "commitment": commitments[m.skewed(len(commitments))], "date": m.day(), "summary": m.text(20), "confidence": "high", "evidence": cite()}
		if len(meetings) > 0 && m.rand.IntN(4) == 0 {
			pledge["event"] = meetings[m.skewed(len(meetings))]
		}
		pledges[g] = append(pledges[g], pledge)
	}
	for range m.Reports {
		s := subject{m.skewed(len(governments)), -1 - m.skewed(len(commitments))} // conduct
		if n := len(pledges[s.government]); n > 0 && m.rand.IntN(3) > 0 {
			s.pledge = m.skewed(n)
		}
		if reports[s] == nil {
			order = append(order, s)
		}
		reports[s] = append(reports[s], row{
			"date": m.day(), "recorded": lastDay, "status": statuses[m.rand.IntN(len(statuses))], "summary": m.text(25), "confidence": "high", "evidence": cite(),
		})
	}
	assessments := make([][]row, len(governments))
	for _, s := range order {
		events := reports[s]
		for i, e := range events {
			e["id"] = fmt.Sprintf("report-%d-%d-%d", s.government, s.pledge+len(commitments), i)
			if s.pledge >= 0 { // not before the pledge
				if made := pledges[s.government][s.pledge]["date"].(string); e["date"].(string) < made {
					e["date"] = made
				}
			}
		}
		slices.SortStableFunc(events, func(a, b row) int { return strings.Compare(a["date"].(string), b["date"].(string)) })
		about := row{"event": events}
		if s.pledge >= 0 {
			about["pledge"] = pledges[s.government][s.pledge]["id"]
		} else {
			about["commitment"] = commitments[-1-s.pledge]
		}
		assessments[s.government] = append(assessments[s.government], about)
	}
	for i, g := range governments {
		if len(pledges[i]) > 0 {
			m.put("data/pledges/"+g.id+".toml", row{"pledge": pledges[i]})
		}
		if len(assessments[i]) > 0 {
			m.put("data/assessments/"+g.id+".toml", row{"assessment": assessments[i]})
		}
	}
}

// statuses returns those that a report can have without more being said.
func (m *maker) statuses() (ids []string) {
	v := m.project.Vocabulary
	for _, s := range v.Statuses {
		if !v.Default.Computed(s.ID) && !s.NeedsActor && s.ID != v.Default.Pledge {
			ids = append(ids, string(s.ID))
		}
	}
	return ids
}

// texts makes content/: the site's own pages with a sentence each, and statements.
func (m *maker) texts() {
	for _, p := range m.project.Pages {
		own := p.IsSection() || path.Dir(p.Path()) == "/"
		if own && slices.Contains(m.languages, p.Language()) {
			front := row{"title": p.Title, "description": p.Description}
			if !p.Date.IsZero() {
				front["date"] = p.Date
			}
			m.put(p.Doc.File, front, m.sentence(20))
		}
	}
	profile, governments, sources, commitments := m.project.Profile, m.countries(), m.ids("source", max(m.Sources, 1)), m.ids("commitment", m.Commitments)
	for i, id := range m.ids("statement", m.Statements) {
		signatories, topic := []string{governments[m.skewed(len(governments))].id}, profile.Topics[m.skewed(len(profile.Topics))].ID
		about := []string{commitments[m.skewed(len(commitments))]}
		day, kind := m.day(), profile.StatementKinds[m.rand.IntN(len(profile.StatementKinds))].ID
		date, _ := time.Parse(time.DateOnly, day)
		for _, code := range m.languages {
			ending := ".md"
			if code != m.project.Languages.Source {
				ending = "." + code + ".md"
			}
			front := row{
				"title": fmt.Sprintf("%s %d", m.sentence(8), i+1), "description": m.sentence(18) + ".", "date": date,
				"topics": []string{string(topic)},
				"params": row{
					"statement": string(kind), "publisher": m.publisher(i), "evidence": sources[i%len(sources)],
					"signatories": signatories, "commitments": about,
				},
			}
			m.put("content/statements/"+id+ending, front, m.paragraph(), "## "+m.sentence(4), m.paragraph(), m.paragraph())
		}
	}
}

// ids returns ids in a row.
func (m *maker) ids(of string, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("%s-%05d", of, i+1)
	}
	return ids
}

// day returns one of the years of the record.
func (m *maker) day() string {
	first := time.Date(firstYear, time.June, 11, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, m.rand.IntN(years*365)).Format(time.DateOnly)
}

// skewed returns a number below n; small ones are the most frequent.
func (m *maker) skewed(n int) int {
	return int(float64(n) * m.rand.Float64() * m.rand.Float64() * m.rand.Float64())
}
