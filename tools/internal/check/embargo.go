package check

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file keep what is not out yet from getting out by the way it is written down. What gets out all the
// same is caught in the finished site by package audit.

func pageDates(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		if !p.PublishDate.IsZero() && !p.Date.IsZero() && p.DateInstant().After(report.now) && !p.Published().After(report.now) {
			report.add(diag.Problem{At: p.At("publishDate"), Message: "the page is out before its date: Hugo goes by publishDate",
				Hint: "for an embargo set publishDate ahead, or leave it out so that date counts"})
		}
		if !p.ExpiryDate.IsZero() && !p.Expires().After(p.Published()) {
			report.add(diag.Problem{At: p.At("expiryDate"), Message: "the page expires before it is published, and is never seen",
				Hint: "mend one of the two dates"})
		}
	}
}

func withheldSection(c *campaign.Campaign, report *report) {
	for _, section := range c.Pages {
		why := section.Withheld(report.now)
		if !section.IsSection() || why == "" {
			continue
		}
		folder := path.Dir(section.Doc.File) + "/"
		for _, p := range c.Pages {
			if !p.IsSection() && strings.HasPrefix(p.Doc.File, folder) && p.Withheld(report.now) == "" {
				report.add(diag.Problem{
					At: p.At(), Message: fmt.Sprintf("the page is public though its section is %s: Hugo does not withhold what lies below", why),
					Hint:    "give the page the same front matter, or move it",
					Related: []diag.Related{{At: section.At(), Message: "the section"}},
				})
			}
		}
	}
}

func translationEmbargo(c *campaign.Campaign, report *report) {
	byFile := map[string]campaign.Page{}
	for _, p := range c.Pages {
		byFile[p.Doc.File] = p
	}
	for _, p := range c.Pages {
		source, ok := byFile[p.Source()]
		if !ok || p.Language() == c.Languages.Source {
			continue
		}
		why := source.Withheld(report.now)
		if why != "" && p.Withheld(report.now) == "" || p.Published().Before(source.Published()) && source.Published().After(report.now) {
			report.add(diag.Problem{
				At: p.At(), Message: fmt.Sprintf("the translation is out before its source, which is %s", why),
				Hint:    "give it the date, publishDate and draft of its source",
				Related: []diag.Related{{At: source.At(), Message: "the source"}},
			})
		}
	}
}

// embargoedEvidence: the register of sources is public, and a new source tells what a page is about.
func embargoedEvidence(c *campaign.Campaign, report *report) {
	records := evidenceByID(c)
	used := map[campaign.EvidenceID]bool{}
	cited(c, func(id campaign.EvidenceID, from campaign.Moment, _ diag.Position) {
		used[id] = used[id] || !from.Withheld(report.now)
	})
	for _, p := range c.Pages {
		if p.Withheld(report.now) == "" {
			used[p.Params.Evidence] = true
		}
	}
	for _, p := range c.Pages {
		e, ok := records[p.Params.Evidence]
		if !ok || used[p.Params.Evidence] || p.Draft || !p.Published().After(report.now) || e.PublishAfter.Withheld(report.now) {
			continue
		}
		report.add(diag.Problem{
			At: p.At("params", "evidence"), Message: fmt.Sprintf("the page is under embargo, and its source %q is in the public register", p.Params.Evidence),
			Hint:    fmt.Sprintf("give the source publish_after = %q", p.Published().Format(time.RFC3339)),
			Related: []diag.Related{{At: e.At(), Message: "the source"}},
		})
	}
}

// attachment: Hugo publishes a file that lies loose in a section together with the section, whatever becomes of the page it was meant for.
func attachment(c *campaign.Campaign, report *report) {
	bundles := map[string]bool{}
	for _, p := range c.Pages {
		if stem, _, _ := strings.Cut(path.Base(p.Doc.File), "."); stem == "index" {
			bundles[path.Dir(p.Doc.File)] = true
		}
	}
	for _, file := range c.Attachments {
		inside := false
		for folder := path.Dir(file); folder != "." && folder != "content"; folder = path.Dir(folder) {
			inside = inside || bundles[folder]
		}
		if !inside {
			report.add(diag.Problem{
				At: diag.Position{File: file}, Message: "the file belongs to no page, so no page's embargo covers it",
				Hint: "make a folder for the page, call the page index.md, and put the file beside it",
			})
		}
	}
}

// staticFile: what lies in static/ is public from the next build on, page or no page.
func staticFile(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		why := p.Withheld(report.now)
		if why == "" {
			continue
		}
		for _, file := range c.Static {
			name := strings.TrimPrefix(file, "static")
			if i := bytes.Index(p.Doc.Body(), []byte(name)); i >= 0 {
				report.add(diag.Problem{
					At: p.Doc.BodyAt(i), Message: fmt.Sprintf("the page is %s, and the file it names is public already", why),
					Hint:    "make a folder for the page, call the page index.md, and put the file beside it",
					Related: []diag.Related{{At: diag.Position{File: file}, Message: "the file"}},
				})
			}
		}
	}
}
