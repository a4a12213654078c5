package matrix_test

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/matrix"
)

// record is the small record with some of its files replaced.
func record(t *testing.T, replaced map[string]string) *campaign.Campaign {
	t.Helper()
	files := fixture.Small(t)
	for name, text := range replaced {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var problems diag.List
	c := campaign.Load(files, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

func cell(t *testing.T, m *matrix.Matrix, signatory campaign.SignatoryID, commitment campaign.CommitmentID) matrix.Cell {
	t.Helper()
	for _, s := range m.Signatories {
		for _, c := range s.Cells {
			if s.ID == signatory && c.Commitment == commitment {
				return c
			}
		}
	}
	t.Fatalf("no cell %s %s", signatory, commitment)
	panic("not reached")
}

func TestCellThroughTime(t *testing.T) {
	c := record(t, nil)
	for _, test := range []struct {
		asOf, status, since campaign.Date
		things              int
	}{
		{"2022-06-10", "announced", "2022-06-10", 1},
		{"2022-09-26", "announced", "2022-06-10", 1},
		{"2022-09-27", "in-progress", "2022-09-27", 1},
		{"2023-03-31", "in-progress", "2022-09-27", 1}, // a pledge of "2023-04" counts from the first day it may mean
		{"2023-04-01", "in-progress", "2022-09-27", 2},
		{"2025-12-14", "in-progress", "2022-09-27", 2},
		{"2025-12-15", "reversed", "2025-12-15", 2},
	} {
		got := cell(t, matrix.Build(c, test.asOf), "united-states", "family-reunification")
		if got.Status != campaign.StatusID(test.status) || got.Since != test.since || len(got.Things) != test.things {
			t.Errorf("%s: %s since %s, %d things; want %s since %s, %d things",
				test.asOf, got.Status, got.Since, len(got.Things), test.status, test.since, test.things)
		}
	}
}

// assessments puts events of one pledge into a file of data/assessments.
func assessments(events ...string) map[string]string {
	text := "[[assessment]]\npledge = \"usa-parole\"\n"
	for _, e := range events {
		text += "[[assessment.event]]\nrecorded = \"2026-11-23\"\nsummary = { en = \"x\" }\nevidence = [\"text\"]\n" + e + "\n"
	}
	return map[string]string{"data/assessments/united-states.toml": text}
}

func TestEvents(t *testing.T) {
	const fulfilled, stalled = `status = "fulfilled"`, `status = "stalled"`
	high := func(s ...string) string { return strings.Join(append(s, `confidence = "high"`), "\n") }
	for name, test := range map[string]struct {
		events []string
		want   campaign.StatusID
		since  campaign.Date
	}{
		"the newest counts, not the last written": {
			[]string{high(stalled, `date = "2024-05-01"`), high(fulfilled, `date = "2023-01-01"`)}, "stalled", "2024-05-01",
		},
		"a year comes after the days in it": {
			[]string{high(stalled, `date = "2024-12-01"`), high(fulfilled, `date = "2024"`)}, "fulfilled", "2024",
		},
		"a year counts from its first day": {
			[]string{high(fulfilled, `date = "2026"`)}, "fulfilled", "2026",
		},
		"low confidence counts for nothing": {
			[]string{high(stalled, `date = "2023-01-01"`), fulfilled + "\ndate = \"2024\"\nconfidence = \"low\""}, "stalled", "2023-01-01",
		},
		"what a correction replaces counts for nothing": {
			[]string{
				high(fulfilled, `date = "2024-05-01"`), high(stalled, `date = "2023-02-01"`, `corrects = "2024-05-01"`),
			}, "stalled", "2023-02-01",
		},
		"a correction can be corrected": {
			[]string{
				high(fulfilled, `date = "2024-05-01"`), high(stalled, `date = "2024-05-01"`, `corrects = "2024-05-01"`),
				high(fulfilled, `date = "2024-06-01"`, `corrects = "2024-05-01"`),
			}, "fulfilled", "2024-06-01",
		},
		"the future is not yet": {
			[]string{high(fulfilled, `date = "2026-11-24"`)}, "announced", "2022-06-10",
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := matrix.Build(record(t, assessments(test.events...)), "2026-11-23")
			thing := cell(t, m, "united-states", "family-reunification").Things[0]
			if thing.Status != test.want || thing.Since != test.since {
				t.Errorf("%s since %s, want %s since %s", thing.Status, thing.Since, test.want, test.since)
			}
		})
	}
}

func TestAbsences(t *testing.T) {
	weak := "[[pledge]]\nid = \"mex-rumour\"\ncommitment = \"family-reunification\"\ndate = \"2022\"\n" +
		"summary = { en = \"x\" }\nconfidence = \"low\"\nevidence = [\"text\"]\n"
	m := matrix.Build(record(t, map[string]string{"data/pledges/mexico.toml": weak}), "2026-11-23")
	for commitment, want := range map[campaign.CommitmentID]campaign.StatusID{
		"family-reunification":    "not-assessed", // something is on record, too weak to publish
		"safe-return-of-children": "no-pledge-found",
	} {
		got := cell(t, m, "mexico", commitment)
		if got.Status != want || got.Filled() || got.Since != "" || len(got.Evidence()) != 0 {
			t.Errorf("%s: %s, filled %v, since %q, evidence %v; want an empty %s", commitment, got.Status, got.Filled(), got.Since, got.Evidence(), want)
		}
	}
	if len(m.Observers) != 1 || m.Totals.Cells != 4 {
		t.Errorf("%d observers, %d cells; want 1 and 4: an observer is in no total", len(m.Observers), m.Totals.Cells)
	}
}

func TestLeaving(t *testing.T) {
	text := `id = "mexico"
iso3 = "MEX"
iso2 = "MX"
role = "endorser"
tile = [0, 1]
`
	for _, m := range [][2]string{{"2022-06-10", "endorsed"}, {"2024-05-01", "withdrew"}, {"2025-02", "endorsed"}} {
		text += "[[membership]]\ndate = \"" + m[0] + "\"\nprecision = \"day\"\nkind = \"" + m[1] + "\"\nevidence = [\"text\"]\n"
	}
	c := record(t, map[string]string{"data/signatories/mexico.toml": text})
	for day, want := range map[campaign.Date]int{"2022-06-10": 2, "2024-04-30": 2, "2024-05-01": 1, "2025-01-31": 1, "2025-02-01": 2} {
		m := matrix.Build(c, day)
		if m.Totals.Governments != want || m.Totals.Cells != want*len(m.Commitments) || m.ByCommitment["family-reunification"].Cells != want {
			t.Errorf("%s: %d endorsers with %d cells, want %d", day, m.Totals.Governments, m.Totals.Cells, want)
		}
		if len(m.Signatories) != 2 || (m.Signatories[0].Left == nil) != (want == 2) {
			t.Errorf("%s: %d rows, the first has left: %v; a government that leaves keeps its row", day, len(m.Signatories), m.Signatories[0].Left)
		}
	}
	var departures []string
	for _, d := range matrix.Build(c, "2025-02-28").Departures {
		departures = append(departures, string(d.Kind)+" "+string(d.Date))
	}
	if got, want := strings.Join(departures, ", "), "withdrew 2024-05-01, endorsed 2025-02"; got != want {
		t.Errorf("departures %s, want %s", got, want)
	}
}

func TestChanges(t *testing.T) {
	m := matrix.Build(record(t, nil), "2026-11-23")
	var got []string
	for _, c := range m.Changes {
		got = append(got, strings.Join([]string{
			string(c.Date), string(c.Commitment), string(c.From), string(c.To), c.Why["en"], string(c.Evidence[0]),
		}, " | "))
	}
	want := []string{
		"2022-06-10 | family-reunification | no-pledge-found | announced | Admit 20,000 people a year. | fact-sheet",
		"2022-09-27 | family-reunification | announced | in-progress | The programme was relaunched. | fact-sheet",
		"2025-08-31 | safe-return-of-children | no-pledge-found | contradicted | Children were put on planes at night. | newspaper",
		"2025-12-15 | family-reunification | in-progress | reversed | The programme was ended. | newspaper",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("changes:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestChangesLeadToTheMatrix replays the real record: the last change of a cell is the status of the cell, and each change
// starts where the one before ended.
func TestChangesLeadToTheMatrix(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS("../../.."), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	for _, day := range []campaign.Date{"2022-06-10", "2023-12-31", "2025-03-25", "2026-11-23"} {
		m := matrix.Build(c, day)
		stands := map[string]campaign.StatusID{}
		for _, change := range m.Changes {
			key := string(change.Signatory) + " " + string(change.Commitment)
			if before, ok := stands[key]; ok && before != change.From {
				t.Errorf("%s: %s goes from %s, stood at %s", day, key, change.From, before)
			}
			if change.From == change.To {
				t.Errorf("%s: %s changes from %s to itself", day, key, change.From)
			}
			stands[key] = change.To
		}
		for _, s := range m.Signatories {
			for _, cell := range s.Cells {
				key := string(cell.Signatory) + " " + string(cell.Commitment)
				if last, ok := stands[key]; cell.Filled() && (!ok || last != cell.Status) {
					t.Errorf("%s: %s is %s, its changes end at %q", day, key, cell.Status, last)
				}
			}
		}
	}
}

// TestGroupsAddUp: a sentence that counts by group leaves out nothing that was found.
func TestGroupsAddUp(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS("../../.."), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	totals := matrix.Build(c, "2026-11-23").Totals
	sum := 0
	for group, n := range totals.ByGroup(c.Vocabulary) {
		if group != campaign.None {
			sum += n
		}
	}
	if sum != totals.Filled {
		t.Errorf("the groups add up to %d of %d cells", sum, totals.Filled)
	}
}

// TestRuns: since is the first day of the unbroken run of a status, the last report is the newest date, and a status that goes
// on without a report is quiet.
func TestRuns(t *testing.T) {
	event := func(status, date string) string {
		return "status = \"" + status + "\"\ndate = \"" + date + "\"\nconfidence = \"high\""
	}
	for name, test := range map[string]struct {
		events      []string
		asOf        campaign.Date
		since, last campaign.Date
		early       bool
		quiet       int
	}{
		"no report":                  {nil, "2022-12-31", "2022-06-10", "2022-06-10", false, 0},
		"no report for a year":       {nil, "2023-06-11", "2022-06-10", "2022-06-10", false, 1},
		"no report for three years":  {nil, "2026-06-09", "2022-06-10", "2022-06-10", false, 3},
		"the same again":             {[]string{event("in-progress", "2022-08-02"), event("in-progress", "2023"), event("in-progress", "2025-09-16")}, "2025-12-31", "2022-08-02", "2025-09-16", false, 0},
		"away and back":              {[]string{event("in-progress", "2022-08-02"), event("stalled", "2023-01"), event("in-progress", "2024-02-01")}, "2024-12-31", "2024-02-01", "2024-02-01", false, 0},
		"what ended is never quiet":  {[]string{event("reversed", "2023-01-01")}, "2026-01-01", "2023-01-01", "2023-01-01", false, 0},
		"done before it was pledged": {[]string{event("fulfilled", "2022-05-18")}, "2022-12-31", "2022-06-10", "2022-06-10", true, 0},
		"done on the day":            {[]string{event("fulfilled", "2022-06-10")}, "2022-12-31", "2022-06-10", "2022-06-10", true, 0},
		"done the day after":         {[]string{event("fulfilled", "2022-06-11")}, "2022-12-31", "2022-06-11", "2022-06-11", false, 0},
		"done, then undone":          {[]string{event("fulfilled", "2022-05-18"), event("reversed", "2023-01-01")}, "2023-12-31", "2023-01-01", "2023-01-01", false, 0},
		"an imprecise date is last":  {[]string{event("in-progress", "2025-04-29"), event("stalled", "2025")}, "2025-12-31", "2025", "2025", false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			unpublished := "status = \"stalled\"\ndate = \"2022-07-01\"\nconfidence = \"low\""
			c := cell(t, matrix.Build(record(t, assessments(append(test.events, unpublished)...)), test.asOf), "united-states", "family-reunification")
			thing := c.Things[0]
			if thing.Since != test.since || thing.Last != test.last || thing.Early != test.early || thing.Quiet != test.quiet {
				t.Errorf("since %s, last %s, early %v, quiet %d; want %+v", thing.Since, thing.Last, thing.Early, thing.Quiet, test)
			}
		})
	}
}

// TestHistory: the end of each year is the matrix of that day.
func TestHistory(t *testing.T) {
	c := record(t, nil)
	history := matrix.History(c, "2025-03-01")
	for _, m := range history {
		then := matrix.Build(c, m.AsOf)
		if m != history[len(history)-1] {
			then.Changes = nil
		}
		if !reflect.DeepEqual(then, m) {
			t.Errorf("%s differs from the matrix of that day", m.AsOf)
		}
	}
	first, last := history[0].AsOf, history[len(history)-1].AsOf
	if len(history) != 4 || first != "2022-12-31" || last != "2025-03-01" {
		t.Errorf("%d years from %s to %s", len(history), first, last)
	}
}

// TestYearEnds: the cells at the end of each complete year are those of its matrix.
func TestYearEnds(t *testing.T) {
	c := record(t, nil)
	for _, asOf := range []campaign.Date{"2025-12-30", "2025-12-31"} {
		var want []matrix.YearEnd
		for _, m := range matrix.History(c, asOf) {
			if !strings.HasSuffix(string(m.AsOf), "-12-31") {
				continue
			}
			for _, s := range m.Signatories {
				for _, x := range s.Cells {
					want = append(want, matrix.YearEnd{m.AsOf, x.Signatory, x.Commitment, x.Status, x.Since, x.Last, s.Left == nil})
				}
			}
		}
		if got := slices.Collect(matrix.YearEnds(c, asOf)); len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", asOf, got, want)
		}
	}
}

// TestOneFact: reports that judge one fact share its date, summary and sources, and each can be corrected by its id.
func TestOneFact(t *testing.T) {
	c := record(t, map[string]string{
		"data/programmes/offices.toml": `id = "offices"
title = { en = "Offices" }
summary = { en = "Offices." }
[[entry]]
id = "offices-closed"
reported = "2025-01"
status = "reversed"
summary = { en = "They closed." }
confidence = "high"
evidence = ["newspaper"]
`,
		"data/assessments/united-states.toml": `[[assessment]]
pledge = "usa-parole"
[[assessment.event]]
fact = "offices-closed"
recorded = "2026-11-01"
status = "reversed"
[[assessment.event]]
fact = "offices-closed"
recorded = "2026-11-02"
status = "stalled"
corrects = "usa-parole.offices-closed"
`,
	})
	thing := cell(t, matrix.Build(c, "2026-11-23"), "united-states", "family-reunification").Things[0]
	if len(thing.Events) != 2 || !thing.Events[0].Corrected || thing.Status != "stalled" {
		t.Fatalf("%s after %d events", thing.Status, len(thing.Events))
	}
	e := thing.Events[1].Event
	if e.Date != "2025-01" || e.Reported != "2025-01" || e.Summary["en"] != "They closed." || e.Evidence[0] != "newspaper" || e.Confidence != "high" {
		t.Errorf("the report has not what the fact has: %+v", e)
	}
}

// TestSinceDayByDay computes again, the slow way, since when each cell of the real record has its status and what its last
// report is: from the matrix of every day on which anything may have happened.
func TestSinceDayByDay(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS("../../.."), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	const today = campaign.Date("2026-11-23")
	days := map[string]bool{}
	add := func(d campaign.Date) {
		if d.Valid() && d.By(today.First()) {
			days[d.First().Format(time.DateOnly)] = true
		}
	}
	for _, p := range c.Pledges {
		add(p.Date)
	}
	for _, a := range c.Assessments {
		for _, e := range a.Events {
			add(e.Date)
		}
	}
	type key struct {
		signatory  campaign.SignatoryID
		commitment campaign.CommitmentID
	}
	status, since := map[key]campaign.StatusID{}, map[key]string{}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		for _, s := range matrix.Build(c, campaign.Date(day)).Signatories {
			for _, cell := range s.Cells {
				k := key{cell.Signatory, cell.Commitment}
				if cell.Filled() && status[k] != cell.Status {
					status[k], since[k] = cell.Status, day
				}
			}
		}
	}
	for _, s := range matrix.Build(c, today).Signatories {
		endorsed := s.Memberships[0].Date.First().Format(time.DateOnly)
		for _, cell := range s.Cells {
			if !cell.Filled() {
				continue
			}
			k := key{cell.Signatory, cell.Commitment}
			// Before a government endorsed it has no row, so its run begins with the row.
			if got := cell.Since.First().Format(time.DateOnly); got != since[k] && !(got < endorsed && since[k] >= endorsed) {
				t.Errorf("%s %s: %s since %s, day by day since %s", k.signatory, k.commitment, cell.Status, got, since[k])
			}
			var last campaign.Date
			for _, thing := range cell.Things {
				if thing.Pledge != nil {
					last = campaign.Newest(last, thing.Pledge.Date)
				}
				for _, f := range thing.Events {
					if !f.Corrected {
						last = campaign.Newest(last, f.Event.Date)
					}
				}
			}
			if cell.Last != last {
				t.Errorf("%s %s: last report %s, the newest is %s", k.signatory, k.commitment, cell.Last, last)
			}
		}
	}
}

// TestNothingKnownIsMissing: where the matrix of a day says that there is no later report on a pledge, the timeline of the policy
// that the pledge leans on has none either, or says why it bears on no pledge.
func TestNothingKnownIsMissing(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS("../../.."), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	for _, m := range matrix.History(c, "2026-11-23") {
		for _, s := range m.Signatories {
			for _, cell := range s.Cells {
				for _, thing := range cell.Things {
					if thing.Pledge == nil || thing.Pledge.Programme == "" || len(thing.Events) > 0 {
						continue
					}
					for _, p := range c.Programmes {
						for _, e := range p.Entries {
							known := p.ID == thing.Pledge.Programme && !c.Profile.Background(e.Status) && !e.Own && e.Unjudged == "" && !slices.Contains(e.NoBearingOn, thing.Pledge.ID) && e.Confidence.Published()
							if known && e.Date.Valid() && e.Date.By(m.AsOf.First()) && e.Date.Compare(thing.Pledge.Date) > 0 {
								t.Errorf("%s: no later report on %s, but %s has %q of %s", m.AsOf, thing.Pledge.ID, p.ID, e.ID, e.Date)
							}
						}
					}
				}
			}
		}
	}
}
