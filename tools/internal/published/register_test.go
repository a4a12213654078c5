package published

import (
	"fmt"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

func TestRegister(t *testing.T) {
	var sources []Source
	for i, s := range []campaign.Evidence{
		{Kind: "news", Publisher: "A"},
		{Kind: "news", Publisher: "A", Published: "2022-06-10"},
		{Kind: "news", Publisher: "B", Published: "2022"},
		{Kind: "news", Publisher: "B", Published: "2024-01"},
		{Kind: "ngo", Publisher: "B", Published: "2024"},
	} {
		sources = append(sources, Source{Kind: s.Kind, Publisher: s.Publisher, Published: s.Published, Path: fmt.Sprintf("%s/#%d", s.Address(), i)})
	}
	got := ""
	for _, kind := range register(sources) {
		got += fmt.Sprintf("%s %d:", kind.ID, kind.Count)
		for _, year := range kind.Years {
			got += fmt.Sprintf(" %q %d %s", year.ID, year.Count, year.Path)
			for _, publisher := range year.Publishers {
				got += fmt.Sprintf(" %s%d", publisher.Name, len(publisher.Evidence))
			}
		}
		got += "\n"
	}
	const want = `news 4: "2024" 1 sources/news/2024/ B1 "2022" 2 sources/news/2022/ A1 B1 "" 1 sources/news/undated/ A1
ngo 1: "2024" 1 sources/ngo/2024/ B1
`
	if got != want {
		t.Errorf("register:\n%swant:\n%s", got, want)
	}
}
