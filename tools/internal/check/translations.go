package check

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file compare pages with their translations.

// inStep returns what a page and its translations have in common, by key. Words differ, and so does a publisher's name.
func inStep(p *campaign.Page) []keyed {
	corrections := make([]campaign.Date, len(p.Params.Corrections))
	for i, c := range p.Params.Corrections {
		corrections[i] = c.Date
	}
	return []keyed{
		{"date", p.Date}, {"publishDate", p.PublishDate}, {"expiryDate", p.ExpiryDate}, {"topics", p.Topics},
		{"params.as_of", p.Params.AsOf}, {"params.date_precision", p.Params.DatePrecision}, {"params.not_after", p.Params.NotAfter},
		{"params.statement", p.Params.Statement}, {"params.evidence", p.Params.Evidence}, {"params.published_here", p.Params.PublishedHere},
		{"params.commitments", p.Params.Commitments}, {"params.signatories", p.Params.Signatories}, {"params.programmes", p.Params.Programmes},
		{"params.key_points", len(p.Params.KeyPoints)}, {"params.corrections", corrections},
	}
}

// keyed is what a page has under a key, as far as it must be the same in a translation.
type keyed struct {
	key   string
	value any
}

// path returns the keys that lead to a value.
func (k keyed) path() (path []any) {
	for _, step := range strings.Split(k.key, ".") {
		path = append(path, step)
	}
	return path
}

// translations yields each translation that has a source, and the source.
func translations(c *campaign.Campaign) iter.Seq2[*campaign.Page, *campaign.Page] {
	return func(yield func(translation, source *campaign.Page) bool) {
		sources := map[string]*campaign.Page{}
		for i := range c.Pages {
			sources[c.Pages[i].Doc.File] = &c.Pages[i]
		}
		for i := range c.Pages {
			p := &c.Pages[i]
			if source := sources[p.Source()]; source != nil && source != p && !yield(p, source) {
				return
			}
		}
	}
}

func translationKeys(c *campaign.Campaign, report *report) {
	for p, source := range translations(c) {
		ours := inStep(p)
		for i, theirs := range inStep(source) {
			if path := theirs.path(); !reflect.DeepEqual(ours[i].value, theirs.value) && !p.Skipped(path...) && !source.Skipped(path...) {
				name := strings.TrimPrefix(theirs.key, "params.")
				report.warnf(p.At(path...), "%q differs from the source of this translation", name).
					WithHint("set "+name+" in both alike").WithRelated(source.At(path...), "the source")
			}
		}
	}
}

// proseWords is from how many words on a text that two languages share is taken for prose: names and figures are the same in both.
const proseWords = 8

// sameText reports a description and paragraphs that a translation has in common with its source. A draft may: it begins as a copy.
func sameText(c *campaign.Campaign, report *report) {
	for p, source := range translations(c) {
		if p.Draft {
			continue
		}
		if p.Description == source.Description && len(strings.Fields(p.Description)) >= proseWords {
			report.warnf(p.At("description"), "description of the source, in another language").WithHint("translate it")
		}
		theirs := map[string]bool{}
		for _, paragraph := range paragraphs(source.Doc.Body()) {
			theirs[string(paragraph.text)] = true
		}
		same := slices.DeleteFunc(paragraphs(p.Doc.Body()), func(own paragraph) bool { return !theirs[string(own.text)] })
		if len(same) > 0 {
			report.warnf(p.Doc.BodyAt(same[0].at), "%s of the source, in another language", diag.Count(len(same), "paragraph")).
				WithHint("translate what is still to do, or set draft = true until then")
		}
	}
}

// paragraph is prose of a page, and where it begins in the body.
type paragraph struct {
	at   int
	text []byte
}

// paragraphs returns the paragraphs of a body that are prose, with neither quotations, which may stay in their language, nor code.
func paragraphs(body []byte) (all []paragraph) {
	at := 0
	for _, gap := range append(blankLine.FindAllIndex(body, -1), []int{len(body), len(body)}) {
		block := body[at:gap[0]]
		text := bytes.TrimSpace(block)
		if len(bytes.Fields(text)) >= proseWords && !bytes.ContainsAny(text[:1], ">|{`<") {
			all = append(all, paragraph{at + bytes.Index(block, text), text})
		}
		at = gap[1]
	}
	return all
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// untranslated counts the public pages that readers of a language do not find in it.
func untranslated(c *campaign.Campaign, report *report) {
	pages := map[string]*campaign.Page{}
	for i := range c.Pages {
		pages[c.Pages[i].Doc.File] = &c.Pages[i]
	}
	own := c.SitePages() // which another rule reports
	for _, language := range c.Languages.All {
		var missing []string
		drafts, hint := 0, "" // on the first page that somebody can do something about
		for i := range c.Pages {
			source := &c.Pages[i]
			if source.Language() != c.Languages.Source || language == c.Languages.Source || own(source) || source.Withheld(report.now()) != "" {
				continue
			}
			other := pages[campaign.TranslationOf(source.Doc.File, language)]
			if other == nil && translatedByKey(c, source, language) {
				continue
			}
			if other == nil || other.Withheld(report.now()) != "" {
				missing = append(missing, source.Doc.File)
			}
			switch {
			case other == nil:
				hint = cmp.Or(hint, fmt.Sprintf("go run ./tools new translation %s -language %s", source.Doc.File, language))
			case other.Draft:
				hint = cmp.Or(hint, fmt.Sprintf("finish %s and remove draft = true", other.Doc.File))
				drafts++
			}
		}
		if len(missing) == 0 {
			continue
		}
		report.warnf(diag.Position{File: missing[0]}, "%s not out in %q%s: %s", counted(len(missing)), language, inDraft(drafts), firstOf(missing)).
			WithHint(hint)
	}
}

// translatedByKey reports whether a page has a translation that a translationKey ties to it.
func translatedByKey(c *campaign.Campaign, source *campaign.Page, language string) bool {
	return source.TranslationKey != "" && slices.ContainsFunc(c.Pages, func(p campaign.Page) bool {
		return p.TranslationKey == source.TranslationKey && p.Language() == language
	})
}

func counted(n int) string {
	if n == 1 {
		return "1 page is"
	}
	return fmt.Sprintf("%d pages are", n)
}

func inDraft(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d as a draft)", n)
}

// firstOf returns the first of some files, and how many more there are.
func firstOf(files []string) string {
	const most = 3
	if len(files) <= most {
		return strings.Join(files, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(files[:most], ", "), len(files)-most)
}
