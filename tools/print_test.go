package main

import (
	"context"
	"path"
	"regexp"
	"slices"
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

// TestBriefs prints the page of every government and commitment, in every language, and reads it as it stands on paper.
func TestBriefs(t *testing.T) {
	dir, _ := realSite(t)
	record := readMatrix(t, dir)
	const site = "https://declaration-watch.example/"
	briefs := briefPages(t)
	if len(briefs) < 100 {
		t.Fatalf("there are %d pages to print as a brief", len(briefs))
	}
	tour(t, briefs, func(b *tab, page string) {
		b.do(media("print"))
		b.open(page)
		if n := sheets(b, chromedp.PDFPaper(strictPaper), chromedp.PDFScale(widerType)); n > 2 {
			b.t.Errorf("/%s prints on %d pages: assets/css/sheet.css says what a brief goes without", page, n)
		}
		paper := flat(ask[string](b, "document.body.innerText"))
		lang, id := language(page), path.Base(page)
		root, _, _ := strings.Cut(site+page, brief.FindString(page))
		want := []string{ask[string](b, "document.querySelector('h1').textContent"), site + page, root + "sources/", "CC BY 4.0"}
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

// TestHeaviestBriefs prints, on the paper that readers have, what holds most.
func TestHeaviestBriefs(t *testing.T) {
	heaviest := []string{"signatories/united-states/", "signatories/canada/", "commitments/regular-status/", "commitments/complementary-pathways/"}
	for _, page := range slices.Clone(heaviest) {
		heaviest = append(heaviest, "es/"+page)
	}
	tour(t, heaviest, func(b *tab, page string) {
		b.open(page)
		for _, paper := range []chromedp.PaperSize{chromedp.PaperA4, chromedp.PaperLetter} {
			if n := sheets(b, chromedp.PDFPaper(paper)); n > 2 {
				b.t.Errorf("/%s prints on %d pages of %v inches", page, n, paper)
			}
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
	tour(t, []string{"matrix/", "es/matrix/"}, func(b *tab, page string) {
		b.open(page)
		for _, paper := range []chromedp.PaperSize{chromedp.PaperA4, chromedp.PaperLetter} {
			if n := sheets(b, chromedp.PDFPaper(paper)); n > 4 {
				b.t.Errorf("/%s prints on %d pages", page, n)
			}
		}
		b.do(media("print"))
		if cut := ask[bool](b, `{ const box = document.querySelector(".matrix .scroller"); box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY != "visible" }`); cut {
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

// brief matches the pages that are printed as a brief.
var brief = regexp.MustCompile(`(signatories|commitments)/[^/]+/$`)

func briefPages(t *testing.T) []string {
	t.Helper()
	dir, _ := realSite(t)
	return slices.DeleteFunc(pages(t, dir), func(page string) bool { return !brief.MatchString(page) })
}
