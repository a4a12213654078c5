package embed

import (
	"fmt"
	"slices"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// TestLists: many frames are in lists of so many at most, by language and kind, each once, and the file that names the lists has
// those of the matrix.
func TestLists(t *testing.T) {
	l := &List{}
	for _, language := range []string{"en", "es"} {
		l.Frames = append(l.Frames, &entry{Language: language, Kind: Matrix, Address: "matrix"})
		for i := range 5 {
			l.Frames = append(l.Frames, &entry{Language: language, Kind: Commitment, ID: campaign.ID(fmt.Sprint(i))})
		}
	}
	if few := l.lists(len(l.Frames)); len(few) != 1 || few[listFile] != l {
		t.Errorf("%d frames of at most as many: %v", len(l.Frames), few)
	}
	many := l.lists(2)
	whole := many[listFile].(*List)
	if len(whole.Frames) != 2 || whole.Frames[0].Kind != Matrix || len(whole.Lists) != 6 || len(many) != 7 {
		t.Fatalf("%d lists: %v", len(many), whole)
	}
	var ids []string
	for _, path := range whole.Lists {
		frames := many[path].(map[string]any)["frames"].([]*entry)
		if len(frames) > 2 {
			t.Errorf("%s has %d frames", path, len(frames))
		}
		for _, x := range frames {
			ids = append(ids, x.Language+string(x.ID))
		}
	}
	if !slices.Equal(ids, []string{"en0", "en1", "en2", "en3", "en4", "es0", "es1", "es2", "es3", "es4"}) {
		t.Errorf("the lists have %v", ids)
	}
	if whole.Lists[0] != "embed/frames/en/commitment.json" || whole.Lists[1] != "embed/frames/en/commitment-2.json" {
		t.Errorf("the lists are %v", whole.Lists)
	}
}

// TestOffered: the page for partners lists all frames of a kind that has few, and of one with many the first, or the home page and the
// newest texts; each page then has the code of its own frame.
func TestOffered(t *testing.T) {
	m := &maker{Source: Source{Record: &published.Pages{}}, Words: &words.Words{Language: "en"}}
	l := &List{Site: "https://example.org/", in: published.Input{Campaign: &campaign.Campaign{}}}
	add := func(kind Kind, address string) {
		f := &Frame{Kind: kind, Address: address, Subject: address + "/", maker: m}
		l.Frames = append(l.Frames, &entry{Language: "en", Kind: kind, Address: address, Path: f.Path(), Page: f.Page(), frame: f})
	}
	add(Matrix, "matrix")
	add(Card, homeCard)
	for i := range mostOffered + 1 {
		add(Commitment, fmt.Sprint("commitment/", i))
		add(Card, fmt.Sprint("card/statements/", i))
	}
	got := l.forPages("en")
	if got.First.Address != "matrix" || len(got.ByPage) != len(l.Frames) {
		t.Errorf("the first is %q, and %d of %d pages have a frame", got.First.Address, len(got.ByPage), len(l.Frames))
	}
	for kind, want := range map[Kind]int{Matrix: 1, Commitment: mostOffered, Card: 1, Signatory: 0} {
		of := got.Offered[kind]
		if len(of.Frames) != want || of.Many != (kind == Commitment || kind == Card) {
			t.Errorf("of kind %q there are %d, want %d; many: %v", kind, len(of.Frames), want, of.Many)
		}
		for _, f := range of.Frames {
			if f.Code == "" || len(f.Stated) != len(statedWidths) {
				t.Errorf("%s is listed without its code", f.Address)
			}
		}
	}
	for page, f := range got.ByPage {
		if got.Offered[f.Kind].Many && f.Code == "" {
			t.Errorf("/%s has no code of its frame", page)
		}
	}
}
