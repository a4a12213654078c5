package check

import (
	"bytes"
	"path"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file prevent leaks of what is not published yet. The finished site is searched for others later.

func pageDates(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		if !p.PublishDate.IsZero() && !p.Date.IsZero() && p.Date.After(report.now()) && !p.Published().After(report.now()) {
			report.errorf(p.At("publishDate"), "page is published before its date: publishDate decides").
				WithHint("for an embargo set publishDate in the future, or remove it so that date decides")
		}
		if latest := p.Params.NotAfter; latest.Valid() {
			switch day := latest.Last(); {
			case len(latest) < len(time.DateOnly):
				report.errorf(p.Params.At("not_after"), "not_after must be a day")
			case day.Before(dayOf(p)):
				report.errorf(p.Params.At("not_after"), "not_after is before the date of the page").WithHint("correct one of the two dates")
			case !day.Before(p.Dated().Last()):
				report.errorf(p.Params.At("not_after"), "not_after is not before the end of %s, the date of the page", p.Dated()).WithHint("remove it")
			}
		}
		switch changed := p.LastMod; {
		case changed.IsZero():
		case changed.After(report.now()) && changed.After(p.Published()):
			report.errorf(p.At("lastmod"), "lastmod is in the future, so the page would be first in feeds until then").WithHint("set the day it was last changed, or remove lastmod")
		case changed.Before(p.Date):
			report.errorf(p.At("lastmod"), "lastmod is before the date of the page").WithHint("set the day it was last changed, or remove lastmod")
		}
		if !p.ExpiryDate.IsZero() && !p.ExpiryDate.After(p.Published()) {
			report.errorf(p.At("expiryDate"), "page expires before it is published").
				WithHint("correct one of the two dates")
		}
	}
}

// dayOf returns the day of a page's date, where the page was written.
func dayOf(p campaign.Page) time.Time { return campaign.Date(p.Date.Format(time.DateOnly)).First() }

func withheldSection(c *campaign.Campaign, report *report) {
	for _, section := range c.Pages {
		why := section.Withheld(report.now())
		if !section.IsSection() || why == "" {
			continue
		}
		folder := path.Dir(section.Doc.File) + "/"
		for _, p := range c.Pages {
			if !p.IsSection() && strings.HasPrefix(p.Doc.File, folder) && p.Withheld(report.now()) == "" {
				report.errorf(p.At(), "public page in a section that is %s", why).
					WithHint("set the same dates and draft as the section, or move the page").
					WithRelated(section.At(), "the section")
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
		why := source.Withheld(report.now())
		if why != "" && p.Withheld(report.now()) == "" || p.Published().Before(source.Published()) && source.Published().After(report.now()) {
			report.errorf(p.At(), "translation is published before its source, which is %s", why).
				WithHint("set the date, publishDate and draft of its source").WithRelated(source.At(), "the source")
		}
	}
}

// attachment: Hugo publishes a loose file in a section with the section, even if the page it was meant for is withheld.
func attachment(c *campaign.Campaign, report *report) {
	bundles := bundlesOf(c)
	for _, file := range c.Attachments {
		if _, inside := bundles.around(path.Dir(file)); !inside {
			report.errorf(diag.Position{File: file}, "file belongs to no page, so no embargo covers it").
				WithHint("move the page to a folder of its own as index.md, and the file beside it")
		}
	}
}

// staticFile: files in static/ are public from the next build on.
func staticFile(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		why := p.Withheld(report.now())
		if why == "" {
			continue
		}
		for _, file := range c.Static {
			name := strings.TrimPrefix(file, "static")
			if i := bytes.Index(p.Doc.Body(), []byte(name)); i >= 0 {
				report.errorf(p.Doc.BodyAt(i), "page is %s, and the file that it names is public", why).
					WithHint("move the page to a folder of its own as index.md, and the file beside it").
					WithRelated(diag.Position{File: file}, "the file")
			}
		}
	}
}

// publicFrom returns when a page is public, now or from its day on, and whether it ever is: drafts and expired pages are not.
func publicFrom(p *campaign.Page, now time.Time) (moment time.Time, public bool) {
	if published := p.Published(); published.After(now) {
		now = published
	}
	expires := p.ExpiryDate
	return now, !p.Draft && (expires.IsZero() || expires.After(now))
}
