package main

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
)

// grownOn is the day of what TestGrowth adds: before the record was last edited, so that nothing is in the future.
const grownOn = "2026-11-20"

// TestGrowth adds one of everything that the README says how to add to a copy of the real project: it passes check,
// builds, and passes the tests of the real record and site. With DECLARATION_SLOW=1 it is released too, as the small project is
// on each push, and the browser tests run on it.
func TestGrowth(t *testing.T) {
	t.Parallel()
	if os.Getenv("DECLARATION_PROJECT") != "" {
		return // it is the copy that is tested
	}
	dir := t.TempDir()
	for _, part := range []string{"assets", "content", "data", "i18n", "layouts", "static", "config.toml", "netlify.toml"} {
		if err := copyTree(filepath.Join(realProject(t), part), filepath.Join(dir, part)); err != nil {
			t.Fatal(err)
		}
	}
	g := &growth{t, dir, readTOML(t, dir)}
	g.grow()
	for _, f := range g.files {
		f.save(t, dir)
	}
	if problems := checkErrors(t, dir); len(problems) > 0 {
		for _, p := range problems {
			t.Errorf("%s:%d:%d: %s [%s]", p.At.File, p.At.Line, p.At.Column, p.Message, p.Rule)
		}
		return
	}
	tests := "^(TestNothingOfTheRecordIsLost|TestTotalsAgree|TestCharts.*|TestTiles.*|TestEveryLanguageHasEveryWord|TestEveryRecordHasItsPage|TestListOfFrames|TestOEmbed|TestArchivesOfFeeds)$"
	if slow() {
		mustRun(t, dir, "release", time.Now().UTC().Format("2006.01"))
		tests = "."
	}
	cmd := tool(".", "-test.run", tests, "-test.count=1", "-test.skip", "^TestScripts$")
	cmd.Args[0] = cmd.Path // the tests, not the command
	cmd.Env = append(os.Environ(), "DECLARATION_PROJECT="+dir, beforeGrowth+"="+realSite(t).dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the tests of the grown project: %v\n%s", err, out)
	}
}

// growth adds to a project. What is added is like what is there: a copy with an id of its own.
type growth struct {
	t     *testing.T
	dir   string
	files []*tomlFile
}

func (g *growth) grow() {
	const day = grownOn
	source := g.row("evidence/", "evidence", map[string]any{"id": "added-source", "url": "https://added.example/source"})
	delete(source, "publish_after")
	delete(source, "archive_url") // a copy is of one address
	source["archive"], source["archive_reason"] = "none", g.text("Added by a test.")

	// A pledge, two reports on it, the second of which corrects the first, and conduct without a pledge.
	pledge := g.row("pledges/", "pledge", map[string]any{"id": "added-pledge", "evidence": []any{"added-source"}})
	government := g.fileOf(pledge)
	assessments := g.file("assessments/" + government + ".toml")
	event := map[string]any{
		"date": day, "recorded": day, "status": g.status(), "summary": g.text("A report."), "confidence": "high", "evidence": []any{"added-source"},
	}
	correction := maps.Clone(event)
	correction["corrects"] = day
	conduct := maps.Clone(event)
	g.add(assessments.tree, "assessment",
		map[string]any{"pledge": "added-pledge", "event": []map[string]any{event, correction}},
		map[string]any{"commitment": "added-commitment", "event": []map[string]any{conduct}},
	)

	// A commitment with its pillar, standard, ask, meeting and action package.
	g.row("declaration.toml", "pillar", map[string]any{"id": "added-pillar", "order": int64(1000)})
	g.row("standards.toml", "standard", map[string]any{"id": "added-standard"})
	g.row("asks.toml", "ask", map[string]any{"id": "added-ask", "pillar": "added-pillar"})
	g.row("events.toml", "event", map[string]any{"id": "added-meeting", "date": day})
	g.row("action_packages.toml", "package", map[string]any{"id": "added-package", "number": int64(1000), "pillar": "added-pillar"})
	g.copy("commitments/", map[string]any{
		"id": "added-commitment", "order": int64(1000), "short_title": g.text("Added"), "pillar": "added-pillar", "standards": []any{"added-standard"}, "asks": []any{"added-ask"},
	})

	// A policy with figures side by side.
	programme := g.copy("programmes/", map[string]any{"id": "added-programme", "title": g.text("Added policy"), "commitments": []any{"added-commitment"}})
	programme.tree["entry"], programme.tree["series"] = nil, nil
	delete(programme.tree, "entry")
	delete(programme.tree, "series")
	unit := g.text("children")
	var points []map[string]any
	for _, year := range []string{"2023", "2024"} {
		entry := g.row("programmes/", "entry", map[string]any{
			"id": "added-" + year, "ask": "added-ask", "date": year + "-12-31", "figure": int64(len(points)+1) * 1000, "unit": unit, "confidence": "high",
		})
		g.move(entry, programme.tree, "entry")
		points = append(points, map[string]any{"entry": "added-" + year, "period": year})
	}
	g.add(programme.tree, "series", map[string]any{"id": "added-series", "title": g.text("Children by year"), "unit": unit, "span": "year", "point": points})

	// A government that joins, one that leaves and one that is suspended.
	g.copy("signatories/", g.newcomer())
	endorsers := g.endorsers()
	for i, kind := range []campaign.MembershipKind{"withdrew", "suspended"} {
		signatory := g.file("signatories/" + endorsers[i] + ".toml").tree
		g.add(signatory, "membership", map[string]any{
			"date": day, "precision": "day", "kind": string(kind), "confidence": "high", "evidence": []any{"added-source"},
		})
	}

	// A status.
	statuses := g.file("vocabulary.toml").tree["status"].([]map[string]any)
	recorded := slices.IndexFunc(statuses, func(row map[string]any) bool { return row["id"] == g.status() })
	status := deepClone(statuses[recorded]).(map[string]any)
	maps.Copy(status, map[string]any{
		"id": "added-status", "order": int64(1000), "rank": int64(1000), "symbol": g.symbol(statuses), "label": g.text("Added"), "definition": g.text("Added by a test."),
	})
	g.add(g.file("vocabulary.toml").tree, "status", status)

	// A statement with a correction and an older address, its translations, and an analysis in the source language only.
	body := fmt.Sprintf("+++\n\nWords: {{< cell %q \"added-commitment\" >}} {{< count status=%q >}} {{< fact \"added-2024\" >}} {{< evidence \"added-source\" >}}.\n", government, "added-status")
	statement := g.page("statements", "added-statement", body)
	statement["aliases"] = []any{"/statements/before-added/"}
	statement["params"].(map[string]any)["evidence"] = "added-source"
	statement["params"].(map[string]any)["corrections"] = []map[string]any{{"date": day, "text": "It was *fifty*."}}
	g.page("analysis", "added-analysis", "+++\n\n## A heading\n\nWords.\n")
}

// file returns a document of data/ by the beginning of its name; the longest where there are several.
func (g *growth) file(prefix string) *tomlFile {
	g.t.Helper()
	var found *tomlFile
	for _, f := range g.files {
		if strings.HasPrefix(f.name, "data/"+prefix) && (found == nil || len(f.text(g.t)) > len(found.text(g.t))) {
			found = f
		}
	}
	if found == nil {
		found = &tomlFile{name: "data/" + prefix, tree: map[string]any{}}
		g.files = append(g.files, found)
	}
	return found
}

func (g *growth) add(table map[string]any, key string, rows ...map[string]any) {
	before, _ := table[key].([]map[string]any)
	table[key] = append(slices.Clip(before), rows...)
}

// row adds a row to a list in a file: a copy of the last one with other values.
func (g *growth) row(prefix, list string, values map[string]any) map[string]any {
	g.t.Helper()
	f := g.file(prefix)
	rows, _ := f.tree[list].([]map[string]any)
	if len(rows) == 0 {
		g.t.Fatalf("%s has no %s", f.name, list)
	}
	row := deepClone(rows[len(rows)-1]).(map[string]any)
	delete(row, "publish_after")
	maps.Copy(row, values)
	g.add(f.tree, list, row)
	return row
}

// move takes the last row out of its list and adds it to another.
func (g *growth) move(row map[string]any, table map[string]any, list string) {
	for _, f := range g.files {
		rows, _ := f.tree[list].([]map[string]any)
		if n := len(rows); n > 0 && fmt.Sprint(rows[n-1]) == fmt.Sprint(row) {
			f.tree[list] = rows[:n-1]
		}
	}
	g.add(table, list, row)
}

// copy adds a file to a folder: a copy of another with an id of its own.
func (g *growth) copy(folder string, values map[string]any) *tomlFile {
	g.t.Helper()
	tree := deepClone(g.file(folder).tree).(map[string]any)
	maps.Copy(tree, values)
	f := &tomlFile{name: fmt.Sprintf("data/%s%s.toml", folder, values["id"]), tree: tree}
	g.files = append(g.files, f)
	return f
}

// fileOf returns the name of the file that a pledge is in, without its folder and extension.
func (g *growth) fileOf(pledge map[string]any) string {
	for _, f := range g.files {
		rows, _ := f.tree["pledge"].([]map[string]any)
		for _, row := range rows {
			if row["id"] == pledge["id"] {
				return strings.TrimSuffix(path.Base(f.name), ".toml")
			}
		}
	}
	g.t.Fatal("the pledge is in no file")
	return ""
}

// status returns one that an event can have without naming another government.
func (g *growth) status() string {
	vocabulary := recordIn(g.t, g.dir).Vocabulary
	for _, s := range vocabulary.Statuses {
		if s.Counts && !s.NeedsActor && s.ID != vocabulary.Default.Pledge {
			return string(s.ID)
		}
	}
	g.t.Fatal("no status is left for an event")
	return ""
}

// symbol returns one that no status has.
func (g *growth) symbol(statuses []map[string]any) string {
	for _, symbol := range draw.Symbols() {
		if !slices.ContainsFunc(statuses, func(row map[string]any) bool { return row["symbol"] == symbol }) {
			return symbol
		}
	}
	g.t.Fatal("every symbol is taken: tools/internal/draw has no shape left for a new status")
	return ""
}

// text returns words in every language of the project.
func (g *growth) text(words string) map[string]any {
	text := map[string]any{}
	for _, f := range g.files {
		if f.name == "config.toml" {
			for language := range f.tree["languages"].(map[string]any) {
				text[language] = words
			}
		}
	}
	return text
}

// newcomer returns the codes of a country that is not in the record, and a place on the map.
func (g *growth) newcomer() map[string]any {
	taken, right := map[string]bool{}, 0
	for _, s := range recordIn(g.t, g.dir).Signatories {
		taken[s.ISO3] = true
		right = max(right, s.Tile[0])
	}
	for id, codes := range map[string][2]string{"dominican-republic": {"DO", "DOM"}, "bolivia": {"BO", "BOL"}, "portugal": {"PT", "PRT"}} {
		if !taken[codes[1]] {
			return map[string]any{"id": id, "iso2": codes[0], "iso3": codes[1], "tile": []any{int64(right), int64(90)}}
		}
	}
	g.t.Fatal("every country that the test knows is in the record")
	return nil
}

// endorsers returns the governments that have endorsed and not left, without the newcomer.
func (g *growth) endorsers() (ids []string) {
	for _, s := range recordIn(g.t, g.dir).Signatories {
		if s.Role == campaign.Endorser && s.Memberships[len(s.Memberships)-1].Kind == "endorsed" {
			ids = append(ids, string(s.ID))
		}
	}
	return ids
}

// page adds a page to a section: a copy of the last one, with its translations, and returns the front matter of the one in
// the source language.
func (g *growth) page(section, name, body string) (source map[string]any) {
	last := ""
	for _, f := range g.files {
		if base, is := strings.CutPrefix(f.name, "content/"+section+"/"); is && !strings.HasPrefix(base, "_") && strings.Count(base, ".") == 1 {
			last = strings.TrimSuffix(f.name, "md")
		}
	}
	for _, f := range slices.Clone(g.files) {
		if language, is := strings.CutPrefix(f.name, last); is {
			tree := deepClone(f.tree).(map[string]any)
			tree["title"], tree["description"] = "Added to "+section, "Added to "+section+" by a test: "+language+"."
			g.files = append(g.files, &tomlFile{name: "content/" + section + "/" + name + "." + language, tree: tree, body: body})
			if language == "md" {
				source = tree
			}
		}
	}
	return source
}

func deepClone(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, inner := range v {
			out[key] = deepClone(inner)
		}
		return out
	case []map[string]any:
		out := make([]map[string]any, len(v))
		for i := range v {
			out[i] = deepClone(v[i]).(map[string]any)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = deepClone(v[i])
		}
		return out
	}
	return value
}
