package main

import (
	"context"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// strictPaper is as narrow as A4 and as short as Letter: what has room on it has room on both.
var strictPaper = chromedp.PaperSize{Width: chromedp.PaperA4.Width, Height: chromedp.PaperLetter.Height}

// widerType prints larger than a reader would, since a reader's fonts may be wider than those of the test's machine.
const widerType = 1.03

// TestBriefs prints the pages of a government and of a commitment that contain most and least, in every language, and reads
// them as they are on paper. With DECLARATION_SLOW it prints every such page.
func TestBriefs(t *testing.T) {
	t.Parallel()
	real := realSite(t)
	record, site := readMatrix(t, real.dir), real.base
	var briefs []string
	for _, kind := range briefKinds {
		for _, code := range real.languages.All {
			pages := real.list(t, kind, code)
			if !slow() {
				pages = []string{pages[0], pages[len(pages)-1]}
			}
			briefs = append(briefs, pages...)
		}
	}
	tour(t, briefs, func(b *tab, page string) {
		b.do(media("print"))
		b.open(page)
		if n := sheets(b, chromedp.PDFPaper(strictPaper), chromedp.PDFScale(widerType)); n > 2 {
			b.t.Errorf("/%s prints on %d pages: assets/css/sheet.css says what a brief goes without", page, n)
		}
		paper := flat(ask[string](b, "document.body.innerText"))
		lang, id := language(page), path.Base(page)
		want := []string{ask[string](b, "document.querySelector('h1').textContent"), site + page, site + real.in(lang, "sources/"), "CC BY 4.0"}
		for _, cell := range record.Cells {
			if cell.filled() && (cell.Signatory == id || cell.Commitment == id) {
				other := record.Commitments.text(cell.Commitment, lang)
				if cell.Commitment == id {
					other = record.Signatories.text(cell.Signatory, lang)
				}
				want = append(want, record.Statuses.text(cell.Status, lang), other)
			}
		}
		for _, words := range want {
			if !strings.Contains(paper, flat(words)) {
				b.t.Errorf("/%s does not say %q on paper:\n%s", page, words, paper)
			}
		}
		const seen = `.filter((e) => e.checkVisibility()).length`
		if n := ask[int](b, `[...document.querySelectorAll("nav, form, button, .skip, .cite-block")]`+seen); n > 0 {
			b.t.Errorf("/%s shows %d things on paper that only a screen can use", page, n)
		}
		b.do(media("screen"))
		if n := ask[int](b, `[...document.querySelectorAll(".on-paper")]`+seen); n > 0 {
			b.t.Errorf("/%s shows %d things on a screen that are for paper", page, n)
		}
	})
}

// pdfPage is one page in a PDF. Chromium writes the objects of a file plainly and packs only what is in them.
var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// sheets prints the page that is open and counts the pages of paper.
func sheets(b *tab, options ...chromedp.PDFOption) int {
	b.t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(options...))
	if err != nil {
		b.t.Fatalf("%s: %v", b.address, err)
	}
	n := len(pdfPage.FindAll(pdf, -1))
	if n == 0 {
		b.t.Fatalf("%s: no page is found in the PDF", b.address)
	}
	return n
}

// TestMatrixOnOneSheet prints the matrix whole: every government's row on the first page, none cut off.
func TestMatrixOnOneSheet(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	var pages []string
	for _, code := range site.languages.All {
		pages = append(pages, site.in(code, "matrix/"))
	}
	tour(t, pages, func(b *tab, page string) {
		b.open(page)
		for _, paper := range []chromedp.PaperSize{chromedp.PaperA4, chromedp.PaperLetter} {
			if n := sheets(b, chromedp.PDFPaper(paper)); n > 4 {
				b.t.Errorf("/%s prints on %d pages", page, n)
			}
		}
		b.do(media("print"))
		if cut := ask[bool](b, `{ const table = document.querySelector(".matrix table"); table.scrollWidth > document.documentElement.clientWidth + 1 || table.offsetHeight > 684 }`); cut {
			b.t.Errorf("/%s cuts off rows on paper", page)
		}
	})
}

// media shows pages as they are on "print" or "screen".
func media(kind string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind})
		return err
	})
}

// flat is a text in which every run of white space is one blank.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// briefKinds are the pages that are printed as a brief.
var briefKinds = []string{"signatories/", "commitments/"}
