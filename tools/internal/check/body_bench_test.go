package check

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// BenchmarkProse reads and judges the texts of the real record, once and many times over.
func BenchmarkProse(b *testing.B) {
	c := campaign.Load(os.DirFS("../../.."), &diag.List{})
	pages := c.Pages
	for _, times := range []int{1, 10, 100} {
		c.Pages = nil
		for i := range times {
			for _, p := range pages {
				doc := *p.Doc
				if i > 0 && strings.Contains(strings.TrimPrefix(doc.File, "content/"), "/") {
					doc.File = strings.Replace(doc.File, ".md", fmt.Sprintf("-%d.md", i), 1)
				}
				p.Place = campaign.Place{Doc: &doc}
				c.Pages = append(c.Pages, p)
			}
		}
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for _, p := range c.Pages {
				size += len(p.Doc.Body())
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				texts := placed(readTexts(c, everyFile), sync.OnceValue(func() *addresses { return newAddresses(c, time.Now(), nil) }))
				for _, rule := range bodyRules {
					rule.run(c, &report{moment: time.Now(), asked: new(bool), languages: []string{"en"}, problems: &diag.List{},
						texts: func() []*prose { return texts }})
				}
			}
		})
	}
}
