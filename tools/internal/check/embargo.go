package check

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file prevent leaks of what is not published yet. The finished site is searched for others later.

func pageDates(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		for key, date := range map[string]time.Time{"date": p.Date, "publishDate": p.PublishDate, "expiryDate": p.ExpiryDate, "lastmod": p.LastMod} {
			if p.At(key) != p.At() && date.Year() < 1000 && !p.Skipped(key) {
				report.errorf(p.At(key), "%q is in the year %d", key, date.Year()).WithHint("write all four digits of the year, as 2022-06-10")
			}
		}
		if !p.PublishDate.IsZero() && !p.Date.IsZero() && p.Date.After(report.now()) && !p.Published().After(report.now()) {
			report.errorf(p.At("publishDate"), "page is published before its date: publishDate decides").
				WithHint("for an embargo set publishDate in the future, or remove it so that date decides")
		}
		if latest := p.Params.NotAfter; latest.Valid() {
			switch day := latest.Last(); {
			case len(latest) < len(time.DateOnly):
				report.errorf(p.Params.At("not_after"), "not_after must be a day")
			case day.Before(campaign.DayOf(p.Date).First()):
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

// translationEmbargo: a translation says what its source says, however the two belong together.
func translationEmbargo(c *campaign.Campaign, report *report) {
	sources := map[string]campaign.Page{} // by their files, and by their keys
	for _, p := range c.Pages {
		if p.Language() == c.Languages.Source {
			sources[p.Doc.File] = p
			if p.TranslationKey != "" {
				sources["key "+p.TranslationKey] = p
			}
		}
	}
	for _, p := range c.Pages {
		source, ok := sources[p.Source()]
		if !ok && p.TranslationKey != "" {
			source, ok = sources["key "+p.TranslationKey]
		}
		if !ok || p.Language() == c.Languages.Source {
			continue
		}
		why := source.Withheld(report.now())
		if why != "" && p.Withheld(report.now()) == "" || !p.Draft && p.Published().Before(source.Published()) && source.Published().After(report.now()) {
			report.errorf(p.At(), "translation is published before its source, which is %s", why).
				WithHint("set the date, publishDate and draft of its source").WithRelated(source.At(), "the source")
		}
	}
}

// documents are the endings of texts that people write elsewhere.
var documents = []string{".docx", ".doc", ".odt", ".rtf", ".pages"}

// attachment: Hugo publishes a loose file in a section with the section, even if the page it was meant for is withheld.
func attachment(c *campaign.Campaign, report *report) {
	bundles := bundlesOf(c)
	for _, file := range c.Attachments {
		if _, inside := bundles.around(path.Dir(file)); !inside {
			hint := "move the page to a folder of its own as index.md, and the file beside it"
			if slices.Contains(documents, strings.ToLower(path.Ext(file))) {
				hint = fmt.Sprintf("a document is no page: \"go run ./tools new statement %s\" makes one of its text; then move the document out of content/", file)
			}
			report.errorf(diag.Position{File: file}, "file belongs to no page, so no embargo covers it").WithHint(hint)
		}
	}
}

// sharedFile: a file is published with the first of its pages, so what only a withheld translation names comes out too early.
func sharedFile(c *campaign.Campaign, report *report) {
	for _, file := range c.Attachments {
		var withheld *campaign.Page // that names it
		public, named := false, false
		for _, p := range c.PagesOf(file) {
			switch names := mentions(&p, path.Base(file)); {
			case p.Withheld(report.now()) == "":
				public, named = true, named || names
			case names:
				withheld = &p
			}
		}
		if public && !named && withheld != nil {
			kind := path.Ext(file)
			report.errorf(diag.Position{File: file}, "file is published with a public page, and only a translation names it that is %s", withheld.Withheld(report.now())).
				WithHint(fmt.Sprintf("rename it %q, so that it is published with that translation only", strings.TrimSuffix(path.Base(file), kind)+"."+withheld.Language()+kind)).
				WithRelated(withheld.At(), "the translation")
		}
	}
}

// publicFile: files in static/ are public from the next build on, and those in the folder of a public page are too.
func publicFile(c *campaign.Campaign, report *report) {
	for i := range c.Pages {
		p := &c.Pages[i]
		why := p.Withheld(report.now())
		if why == "" {
			continue
		}
		for _, file := range c.Static {
			refuse(report, p, file, strings.TrimPrefix(file, "static"), why)
		}
		for _, file := range c.Attachments {
			owners := c.PagesOf(file)
			public := slices.ContainsFunc(owners, func(o campaign.Page) bool { return o.Withheld(report.now()) == "" })
			if public && !slices.ContainsFunc(owners, func(o campaign.Page) bool { return o.Tied(p) || o.Doc == p.Doc }) {
				refuse(report, p, file, strings.TrimPrefix(file, "content"), why)
			}
		}
	}
}

// refuse reports a public file that a withheld page names by its address, unless something public names it too.
func refuse(report *report, p *campaign.Page, file, address, why string) {
	at := bytes.Index(p.Doc.Body(), []byte(address))
	if at < 0 || report.publicly(path.Base(file)) {
		return
	}
	report.errorf(p.Doc.BodyAt(at), "page is %s, and the file that it names is public", why).
		WithHint("move the page to a folder of its own as index.md, and the file beside it").
		WithRelated(diag.Position{File: file}, "the file")
}

// mentions reports whether a page names a file.
func mentions(p *campaign.Page, base string) bool {
	return bytes.Contains(p.Doc.Body(), []byte(base)) || slices.ContainsFunc(p.Doc.Leaves, func(leaf source.Leaf) bool {
		return strings.Contains(fmt.Sprint(leaf.Value), base)
	})
}

// publicly reports whether a public page or a template names a file.
func (r *report) publicly(base string) bool {
	return r.record.InTemplates(base) || slices.ContainsFunc(r.record.Pages, func(p campaign.Page) bool {
		return p.Withheld(r.now()) == "" && mentions(&p, base)
	})
}

// publicFrom returns when a page is public, now or from its day on, and whether it ever is: drafts and expired pages are not.
func publicFrom(p *campaign.Page, now time.Time) (moment time.Time, public bool) {
	if published := p.Published(); published.After(now) {
		now = published
	}
	expires := p.ExpiryDate
	return now, !p.Draft && (expires.IsZero() || expires.After(now))
}
