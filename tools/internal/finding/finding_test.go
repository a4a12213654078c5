package finding

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// findings returns those of a record with the words of this project, and the record as partners read it.
func findings(t *testing.T, root fs.FS, day campaign.Date) (published.Findings, []byte, *campaign.Campaign) {
	t.Helper()
	var problems diag.List
	c := campaign.Load(root, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	in := published.Input{Campaign: c, Matrix: matrix.Build(c, day)}
	record := published.Build(in)
	texts, err := words.Read(os.DirFS("../../.."), c.Languages)
	if err != nil {
		t.Fatal(err)
	}
	out := All(c, published.NewPages(in, record), texts)
	if err := texts.Err(); err != nil {
		t.Fatal(err)
	}
	text, err := record.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return out, text, c
}

// counts is what a reader of matrix.json counts.
type counts struct{ pledges, unreported int }

func count(cells []cell, pass func(cell) bool) (c counts) {
	for _, x := range cells {
		if !pass(x) {
			continue
		}
		reported := map[string]bool{}
		for _, e := range x.Events {
			if !e.Corrected {
				reported[e.Pledge] = true
			}
		}
		for _, p := range x.Pledges {
			c.pledges++
			if !reported[p.ID] {
				c.unreported++
			}
		}
	}
	return c
}

type cell struct {
	Signatory, Commitment string
	Pledges               []struct{ ID, Status string }
	Events                []struct {
		Pledge    string
		Corrected bool
	}
}

var digits = regexp.MustCompile(`[0-9]+`)

func numbers(text string) (all []int) {
	for _, s := range digits.FindAllString(text, -1) {
		n, _ := strconv.Atoi(s)
		all = append(all, n)
	}
	return all
}

// TestAgainstPublishedData: every number of a sentence is what matrix.json has, and the parts of a whole add up.
func TestAgainstPublishedData(t *testing.T) {
	root := os.DirFS("../../..")
	for _, day := range []campaign.Date{"2022-06-10", "2023-12-31", "2026-11-26"} {
		f, text, c := findings(t, root, day)
		var data struct {
			Cells       []cell
			Signatories []struct{ ID, Until string }
		}
		if err := json.Unmarshal(text, &data); err != nil {
			t.Fatal(err)
		}
		in := map[string]bool{}
		for _, s := range data.Signatories {
			in[s.ID] = s.Until == ""
		}
		acting := map[string]map[string]bool{} // governments with conduct, by commitment
		for _, x := range data.Cells {
			for _, e := range x.Events {
				if e.Pledge == "" && !e.Corrected && in[x.Signatory] {
					if acting[x.Commitment] == nil {
						acting[x.Commitment] = map[string]bool{}
					}
					acting[x.Commitment][x.Signatory] = true
				}
			}
		}
		all := count(data.Cells, func(x cell) bool { return in[x.Signatory] })
		for _, language := range c.Languages.All {
			heading := numbers(f.Home.Heading[language])
			want := []int{all.pledges, all.unreported}
			if all.unreported == all.pledges { // "on any of them"
				want = want[:1]
			}
			if all.unreported > 1 && fmt.Sprint(heading) != fmt.Sprint(want) {
				t.Errorf("%s: %q has %v, the data %v", day, f.Home.Heading[language], heading, want)
			}
			sums := func(what string, found published.Finding, want counts) {
				head, lead := found.Heading[language], found.Lead[language]
				if want.pledges < 2 {
					return
				}
				part, _, _ := strings.Cut(head[strings.Index(head, ":")+1:], ",")
				n := numbers(part)
				if n[len(n)-1] != want.pledges {
					t.Errorf("%s: %s: %q is not about %d pledges", day, what, head, want.pledges)
				}
				if len(n) != 2 {
					return // all of them
				}
				sum := n[0]
				list, _, _ := strings.Cut(lead[strings.Index(lead, ":")+1:], ".")
				for _, x := range numbers(list) {
					sum += x
				}
				if sum != want.pledges {
					t.Errorf("%s: %s: %q and %q add up to %d of %d", day, what, head, lead, sum, want.pledges)
				}
			}
			for id := range in {
				sums(id, f.Signatory[campaign.SignatoryID(id)], count(data.Cells, func(x cell) bool { return x.Signatory == id }))
			}
			for _, commitment := range c.Commitments {
				found := f.Commitment[commitment.ID]
				want := count(data.Cells, func(x cell) bool { return in[x.Signatory] && x.Commitment == string(commitment.ID) })
				if n := len(acting[string(commitment.ID)]); want.pledges == 0 && n > 1 {
					if of := numbers(found.Heading[language]); len(of) == 0 || of[len(of)-1] != n {
						t.Errorf("%s: %s: %q is not about %d governments", day, commitment.ID, found.Heading[language], n)
					}
				}
				if want.pledges < 2 || !strings.Contains(found.Lead[language], ":") {
					continue
				}
				lead, list, _ := strings.Cut(found.Lead[language], ":")
				list, _, _ = strings.Cut(list, ".")
				sum := 0
				for _, x := range numbers(list) {
					sum += x
				}
				if n := numbers(lead); n[len(n)-1] != want.pledges || sum != want.pledges && want.unreported != want.pledges {
					t.Errorf("%s: %s: %q adds up to %d of %d", day, commitment.ID, found.Lead[language], sum, want.pledges)
				}
			}
		}
	}
}

// pledge is one of Mexico or the United States, made on 10 June 2022, with the status that it has since a day.
type pledge struct {
	by, status, since string
}

// TestRules looks at the edges: none, one, all, ties, several years, several governments.
func TestRules(t *testing.T) {
	for name, test := range map[string]struct {
		pledges          []pledge
		home, lead       string
		government       string // of Mexico
		governmentLead   string
		commitment, more string // of family-reunification
	}{
		"nothing": {
			nil, "We found no pledge by any government.", "",
			"Mexico: we found no pledge", "",
			"Reunite families: we found no pledge", "We found no pledge by any government under this commitment.",
		},
		"one, of a government that has left": {
			[]pledge{{"mexico", "left", ""}},
			"We found no pledge by any government that belongs to the Declaration now.", "",
			"Mexico: no later report on the one pledge", "",
			"Reunite families: we found no pledge", "We found no pledge under this commitment by any government that belongs to the Declaration now.",
		},
		"one, and no report": {
			[]pledge{{"mexico", "", ""}},
			"Governments made one pledge. We found no later report on it.",
			"None was fulfilled. No government undid a pledge of its own. We found no new pledge after June 2022.",
			"Mexico: no later report on the one pledge", "",
			"Reunite families: no later report on the one pledge", "One government made one pledge: no later report on it.",
		},
		"one, done before": {
			[]pledge{{"mexico", "fulfilled", "2022-05-01"}},
			"Governments made one pledge. We found a later report on it.",
			"One was fulfilled, on or before the day it was pledged. No government undid a pledge of its own. We found no new pledge after June 2022.",
			"Mexico: the one pledge fulfilled", "",
			"Reunite families: the one pledge fulfilled", "One government made one pledge: 1 fulfilled.",
		},
		"all without a report": {
			[]pledge{{"mexico", "", ""}, {"mexico", "", ""}},
			"Governments made 2 pledges. We found no later report on any of them.",
			"None was fulfilled. No government undid a pledge of its own. We found no new pledge after June 2022.",
			"Mexico: no later report on any of 2 pledges", "",
			"Reunite families: no later report on any of 2 pledges", "One government made 2 pledges: no later report on any.",
		},
		"one undone": {
			[]pledge{{"mexico", "reversed", "2024-05-01"}, {"mexico", "", ""}},
			"Governments made 2 pledges. For one we found no later report.",
			"None was fulfilled. The government that made it undid one: 1 reversed, by Mexico, in 2024. We found no new pledge after June 2022.",
			"Mexico: 1 of 2 pledges reversed, in 2024", "The other one: 1 without a later report.",
			"Reunite families: 1 of 2 pledges reversed, in 2024", "One government made 2 pledges: 1 reversed and 1 without a later report.",
		},
		"a tie of governments and of statuses, two years": {
			[]pledge{{"mexico", "reversed", "2024-05-01"}, {"united-states", "contradicted", "2025-05-01"}, {"united-states", "in-progress", "2025-05-01"}, {"mexico", "fulfilled", "2025-05-01"}},
			"Governments made 4 pledges. We found a later report on each of them.",
			"One was fulfilled. Governments undid what they had pledged: 1 reversed and 1 contradicted, 1 by Mexico and 1 by United States, in 2024 and 2025. We found no new pledge after June 2022.",
			"Mexico: 1 of 2 pledges reversed, in 2024", "The other one: 1 fulfilled.",
			"Reunite families: 1 of 4 pledges contradicted, in 2025", "2 governments made 4 pledges: 1 fulfilled, 1 in progress, 1 reversed and 1 contradicted.",
		},
		"all undone by one, in one year": {
			[]pledge{{"mexico", "reversed", "2025-05-01"}, {"mexico", "reversed", "2025-07"}},
			"Governments made 2 pledges. We found a later report on each of them.",
			"None was fulfilled. Governments undid what they had pledged: 2 reversed, all by Mexico, all in 2025. We found no new pledge after June 2022.",
			"Mexico: all 2 pledges reversed, all in 2025", "",
			"Reunite families: all 2 pledges reversed, all in 2025", "One government made 2 pledges: 2 reversed.",
		},
		"three years, none heard of in half": {
			[]pledge{
				{"united-states", "reversed", "2023-05-01"}, {"united-states", "reversed", "2024-05-01"}, {"united-states", "reversed", "2025"},
				{"mexico", "", ""}, {"mexico", "fulfilled", "2024-01-01"},
			},
			"Governments made 5 pledges. For one we found no later report.",
			"One was fulfilled. Governments undid what they had pledged: 3 reversed, all by United States, between 2023 and 2025. We found no new pledge after June 2022.",
			"Mexico: no later report on 1 of 2 pledges", "The other one: 1 fulfilled.",
			"Reunite families: 3 of 5 pledges reversed, between 2023 and 2025", "2 governments made 5 pledges: 1 fulfilled, 3 reversed and 1 without a later report.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := fixture.Small(t)
			for file := range files {
				if strings.HasPrefix(file, "data/pledges/") || strings.HasPrefix(file, "data/assessments/") || strings.HasPrefix(file, "content/") {
					delete(files, file)
				}
			}
			made, assessed := map[string]string{}, map[string]string{}
			for i, p := range test.pledges {
				made[p.by] += fmt.Sprintf("[[pledge]]\nid = \"p%d\"\ncommitment = \"family-reunification\"\ndate = \"2022-06-10\"\nsummary = { en = \"x\" }\nconfidence = \"high\"\nevidence = [\"text\"]\n", i)
				switch p.status {
				case "":
				case "left":
					file := files["data/signatories/"+p.by+".toml"]
					file.Data = append(slices.Clip(file.Data), "\n[[membership]]\ndate = \"2024-05-01\"\nprecision = \"day\"\nkind = \"withdrew\"\nrecorded = \"2026-11-01\"\nevidence = [\"text\"]\n"...)
				default:
					assessed[p.by] += fmt.Sprintf("[[assessment]]\npledge = \"p%d\"\n[[assessment.event]]\ndate = %q\nrecorded = \"2026-11-01\"\nstatus = %q\nsummary = { en = \"x\" }\nconfidence = \"high\"\nevidence = [\"text\"]\n", i, p.since, p.status)
				}
			}
			for by, text := range made {
				files["data/pledges/"+by+".toml"] = &fstest.MapFile{Data: []byte(text)}
			}
			for by, text := range assessed {
				files["data/assessments/"+by+".toml"] = &fstest.MapFile{Data: []byte(text)}
			}
			f, _, _ := findings(t, files, "2026-11-23")
			for _, x := range [][2]string{
				{f.Home.Heading["en"], test.home}, {f.Home.Lead["en"], test.lead},
				{f.Signatory["mexico"].Heading["en"], test.government}, {f.Signatory["mexico"].Lead["en"], test.governmentLead},
				{f.Commitment["family-reunification"].Heading["en"], test.commitment}, {f.Commitment["family-reunification"].Lead["en"], test.more},
			} {
				if x[0] != x[1] {
					t.Errorf("got  %q\nwant %q", x[0], x[1])
				}
			}
		})
	}
}
