package published

import (
	"fmt"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

func TestRegister(t *testing.T) {
	var sources []Source
	var read []campaign.EvidenceID
	for i, s := range []campaign.Evidence{
		{Kind: "news", Publisher: "A"},
		{Kind: "news", Publisher: "A", Published: "2022-06-10", Part: 2},
		{Kind: "news", Publisher: "B", Published: "2022", Part: 1},
		{Kind: "news", Publisher: "B", Published: "2024-01", Part: 1},
		{Kind: "ngo", Publisher: "B", Published: "2024", Part: 1},
	} {
		id := campaign.EvidenceID(fmt.Sprint(i))
		sources = append(sources, Source{ID: id, Kind: s.Kind, Publisher: s.Publisher, Published: s.Published, Path: fmt.Sprintf("%s/#%s", s.Address(), id), part: s.Part})
		read = append([]campaign.EvidenceID{id}, read...)
	}
	got := ""
	for _, kind := range register(sources, read) {
		got += fmt.Sprintf("%s %d %v\n", kind.ID, kind.Count, kind.Moved)
		for _, year := range kind.Years {
			got += fmt.Sprintf("  %q %d %v\n", year.ID, year.Count, year.Moved)
			for _, part := range year.Parts {
				got += fmt.Sprintf("    %s %d:", part.Path, part.Count)
				for _, publisher := range part.Publishers {
					got += fmt.Sprintf(" %s%d", publisher.Name, len(publisher.Evidence))
				}
				got += "\n"
			}
		}
	}
	const want = `news 4 [3 2 1 0]
  "2024" 1 []
    sources/news/2024/ 1: B1
  "2022" 2 [1]
    sources/news/2022/ 1: B1
    sources/news/2022/2/ 1: A1
  "" 1 []
    sources/news/undated/ 1: A1
ngo 1 [4]
  "2024" 1 []
    sources/ngo/2024/ 1: B1
`
	if got != want {
		t.Errorf("register:\n%swant:\n%s", got, want)
	}
}

func TestRegisterStaysLight(t *testing.T) {
	var sources []Source
	var read []campaign.EvidenceID
	for i := range 2 * mostMoved {
		id := campaign.EvidenceID(fmt.Sprint(i))
		path := "sources/news/2024/"
		if i > 0 {
			path += fmt.Sprintf("%d/", i+1)
		}
		sources = append(sources, Source{ID: id, Kind: "news", Publisher: fmt.Sprintf("%04d", i), Published: "2024", Path: path + "#" + string(id), part: i + 1})
		read = append(read, id)
	}
	kind := register(sources, read)[0]
	year := kind.Years[0]
	if len(kind.Moved) != mostMoved || len(year.Moved) != mostMoved || len(year.Publishers) != mostPublishers {
		t.Errorf("%d sources of the kind, %d of the year and %d publishers", len(kind.Moved), len(year.Moved), len(year.Publishers))
	}
	if year.Others != len(sources)-mostPublishers || kind.Moved[0] != "0" || year.Moved[0] != "1" {
		t.Errorf("%d other publishers, first of the kind %s, of the year %s", year.Others, kind.Moved[0], year.Moved[0])
	}
}
