package formats

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// question is one that a researcher asks of the tables in SQL. Its answer comes from the record as it was written, not from what
// was published of it.
type question struct {
	what, sql string
	want      func(e *edition) []string // lines, columns separated by |
}

var questions = []question{
	{
		"how many pledges each government made", `select signatory, count(*) from pledges group by signatory order by signatory`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, p := range e.Campaign.Pledges {
				if p.Confidence.Published() && endorsed(e, p.Signatory) {
					n[string(p.Signatory)]++
				}
			}
			return counted(n)
		},
	},
	{
		"how many pledges are in each group of statuses", `select s."group", count(*) from pledges p join statuses s on s.id = p.status group by 1 order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, m := range e.Matrix.Signatories {
				for status, k := range m.Totals.PledgesBy {
					n[string(e.Campaign.Vocabulary.Status(status).Group)] += k
				}
			}
			return counted(n)
		},
	},
	{
		"which governments' acts changed the status of others, and how often",
		`select actor, count(*) from changes where actor <> '' and actor <> signatory group by actor order by actor`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, c := range e.Matrix.Changes {
				if c.Actor != "" && c.Actor != c.Signatory {
					n[string(c.Actor)]++
				}
			}
			return counted(n)
		},
	},
	{
		"in which years cells got worse: to a group other than kept, moving or announced",
		`select substr(c.date, 1, 4), count(*) from changes c join statuses s on s.id = c."to"
		 where s."group" in ('stopped', 'broken') group by 1 order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, c := range e.Matrix.Changes {
				if g := e.Campaign.Vocabulary.Status(c.To).Group; g == campaign.Stopped || g == campaign.Broken {
					n[string(c.Date[:4])]++
				}
			}
			return counted(n)
		},
	},
	{
		"how many cells were empty at the end of each year",
		`select h.day, count(*) from history h join statuses s on s.id = h.status where s."group" = 'none' and h.belongs = 'true' group by 1 order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for year := e.Campaign.Declaration.Adopted.First().Year(); year < e.Matrix.AsOf.First().Year(); year++ {
				day := fmt.Sprintf("%d-12-31", year)
				if none := matrix.Build(e.Campaign, campaign.Date(day)).Totals.ByGroup(e.Campaign.Vocabulary)[campaign.None]; none > 0 {
					n[day] = none
				}
			}
			return counted(n)
		},
	},
	{
		"how much money was pledged, by currency, without lower bounds and estimates",
		`select currency, sum(amount) from pledges where currency <> '' and bound = '' group by currency order by currency`,
		func(e *edition) []string {
			sums := map[string]float64{}
			for _, p := range e.Campaign.Pledges {
				unit := p.Unit[e.Campaign.Languages.Source]
				if money, _, ok := e.Campaign.Profile.Currency(p.Unit); ok && p.Confidence.Published() && endorsed(e, p.Signatory) && !strings.Contains(unit, "(") {
					sums[string(money.ID)] += p.Amount
				}
			}
			var out []string
			for _, id := range slices.Sorted(maps.Keys(sums)) {
				out = append(out, id+"|"+strconv.FormatFloat(sums[id], 'f', 1, 64))
			}
			return out
		},
	},
	{
		"the largest figure of each series, and its period",
		`select series, period from series s where amount = (select max(amount) from series x where x.series = s.series) order by 1, 2`,
		func(e *edition) (out []string) {
			for _, p := range e.Campaign.Programmes {
				for _, s := range p.Series {
					var most float64
					figures := map[campaign.EntryID]float64{}
					for _, x := range p.Entries {
						if x.Figure != nil {
							figures[x.ID] = *x.Figure
						}
					}
					for _, x := range s.Points {
						most = max(most, figures[x.Entry])
					}
					for _, x := range s.Points {
						if figures[x.Entry] == most {
							out = append(out, fmt.Sprintf("%s|%s", s.ID, x.Period))
						}
					}
				}
			}
			slices.Sort(out)
			return out
		},
	},
	{
		"how many dated facts bear on each ask",
		`select a.id, count(*) from asks a join facts f on instr(';' || f.asks || ';', ';' || a.id || ';') where f.date <> '' group by a.id order by a.id`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, p := range e.Campaign.Programmes {
				for _, x := range p.Entries {
					if x.Confidence.Published() && x.Date != "" && x.Date.By(e.Matrix.AsOf.First()) {
						for _, ask := range x.Asks {
							n[string(ask)]++
						}
					}
				}
			}
			return counted(n)
		},
	},
	{
		"in which years governments endorsed", `select substr(date, 1, 4), count(*) from memberships where kind = 'endorsed' group by 1 order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, s := range e.Campaign.Signatories {
				for _, m := range s.Memberships {
					if m.Kind == campaign.Endorsed {
						n[string(m.Date[:4])]++
					}
				}
			}
			return counted(n)
		},
	},
	{
		"which standards the commitments about children are compared with",
		`select distinct s.id from standards s join commitments c on instr(';' || s.commitments || ';', ';' || c.id || ';') where c.children = 'core' order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, c := range e.Campaign.Commitments {
				if c.Children == campaign.Core {
					for _, s := range c.Standards {
						n[string(s)] = 1
					}
				}
			}
			return slices.Sorted(maps.Keys(n))
		},
	},
	{
		"how many statements there are of each kind, each in any number of languages",
		`select kind, count(distinct substr(id, 1, instr(id, '.') - 1)) from statements group by kind order by kind`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, p := range e.Campaign.Pages {
				if p.Params.Statement != "" && p.Language() == e.Campaign.Languages.Source && p.Withheld(e.Matrix.AsOf.First()) == "" {
					n[string(p.Params.Statement)]++
				}
			}
			return counted(n)
		},
	},
	{
		"how many sources of each kind support pledges",
		`select e.kind, count(distinct u.evidence) from sources_used u join evidence e on e.id = u.evidence where u."table" = 'pledges' group by 1 order by 1`,
		func(e *edition) []string {
			kinds, sets, n := map[campaign.EvidenceID]campaign.EvidenceKind{}, map[campaign.EvidenceID]bool{}, map[string]int{}
			for _, x := range e.Campaign.Evidence {
				kinds[x.ID] = x.Kind
			}
			for _, p := range e.Campaign.Pledges {
				for _, id := range p.Evidence {
					if p.Confidence.Published() && endorsed(e, p.Signatory) && !sets[id] {
						sets[id] = true
						n[string(kinds[id])]++
					}
				}
			}
			return counted(n)
		},
	},
	{
		"how many reports are known only by the day of a report", `select count(*) from assessments where reported <> '' and effective = ''`,
		func(e *edition) []string {
			n := 0
			for _, a := range e.Campaign.Assessments {
				for _, x := range a.Events {
					published := slices.ContainsFunc(e.record.Cells, func(c published.Cell) bool {
						return slices.ContainsFunc(c.Events, func(y published.Assessment) bool { return y.ID == x.ID })
					})
					if published && x.Reported != "" {
						n++
					}
				}
			}
			return []string{strconv.Itoa(n)}
		},
	},
	{
		"which action packages governments of each subregion lead",
		`select s.subregion, count(*) from action_packages p join signatories s on instr(';' || p.leads || ';', ';' || s.id || ';') group by 1 order by 1`,
		func(e *edition) []string {
			n := map[string]int{}
			for _, p := range e.Campaign.Packages {
				for _, id := range p.Leads {
					n[string(e.signatory(id).Subregion)]++
				}
			}
			return counted(n)
		},
	},
}

// signatory returns a government as its file has it.
func (e *edition) signatory(id campaign.SignatoryID) campaign.Signatory {
	return e.Campaign.Signatories[slices.IndexFunc(e.Campaign.Signatories, func(s campaign.Signatory) bool { return s.ID == id })]
}

func endorsed(e *edition, id campaign.SignatoryID) bool {
	return e.signatory(id).Role == campaign.Endorser
}

// counted returns lines of a key and its count, by key.
func counted(n map[string]int) (out []string) {
	for _, key := range slices.Sorted(maps.Keys(n)) {
		if n[key] != 0 {
			out = append(out, fmt.Sprintf("%s|%d", key, n[key]))
		}
	}
	return out
}

// TestQuestions answers a researcher's questions from the CSV files alone, by SQLite.
func TestQuestions(t *testing.T) {
	sqlite, err := exec.LookPath("sqlite3")
	if err != nil {
		fixture.Missing(t, err)
	}
	e, dir := full(t), t.TempDir()
	var script strings.Builder
	script.WriteString(".mode csv\n")
	for _, table := range e.tables {
		file := filepath.Join(dir, table.name+".csv")
		if err := os.WriteFile(file, e.file(table.name+".csv").content(), 0o644); err != nil {
			t.Fatal(err)
		}
		// Every column is a text but amounts, which are added up and compared.
		var columns []string
		for _, f := range table.Fields {
			columns = append(columns, fmt.Sprintf("%q %s", f.Name, map[string]string{"number": "REAL"}[f.Type.Name]))
		}
		fmt.Fprintf(&script, "create table %s (%s);\n.import --skip 1 %s %s\n", table.name, strings.Join(columns, ", "), file, table.name)
	}
	script.WriteString(".mode list\n.separator |\n")
	for i, q := range questions {
		fmt.Fprintf(&script, ".print #%d\n%s;\n", i, strings.ReplaceAll(q.sql, "\n", " "))
	}
	cmd := exec.Command(sqlite, ":memory:")
	var out, failed bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script.String()), &out, &failed
	if err := cmd.Run(); err != nil || failed.Len() > 0 {
		t.Fatalf("%v: %s", err, failed.Bytes())
	}
	answers := strings.Split(out.String(), "#")[1:]
	answered := 0
	for i, q := range questions {
		_, text, _ := strings.Cut(answers[i], "\n")
		got, want := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r", "")), "\n"), q.want(e)
		if len(want) > 0 {
			answered++
		}
		if text := strings.Join(want, "\n"); strings.Join(got, "\n") != text {
			t.Errorf("%s:\n%v\nwant\n%v", q.what, got, want)
		}
	}
	if answered*4 < len(questions)*3 { // a small record has no answer to some
		t.Errorf("only %d questions of %d have an answer", answered, len(questions))
	}
}
