package embed

import (
	"fmt"
	"slices"
	"testing"

	"declarationwatch/tools/internal/campaign"
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
