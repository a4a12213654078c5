package published

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// things returns n things, newest first, over four years.
func things(n int) []shelved {
	all := make([]shelved, n)
	for i := range all {
		day := n - 1 - i
		all[i] = shelved{id: fmt.Sprintf("thing-%04d", day), date: campaign.Date(fmt.Sprintf("%d-01-01", 2020+day*4/n)), added: fmt.Sprintf("%04d", day)}
	}
	return all
}

// TestShelf: a short list is on one page. On the pages of a long one is each thing once, no page has too many, and the newest are
// on the list's own page.
func TestShelf(t *testing.T) {
	if s := newShelf("list", "texts", "", 10, things(10)); s.Split || len(s.Newest) != 10 || len(s.Years) > 0 {
		t.Errorf("ten of at most ten: %+v", s)
	}
	all := things(1000)
	s := newShelf("list", "texts", "", 10, all)
	if !s.Split || len(s.Newest) != newestOf || s.Newest[0] != all[0].id {
		t.Errorf("newest: %v", s.Newest)
	}
	pages := map[string]string{}
	for _, y := range s.Years {
		count := 0
		for _, p := range y.Parts {
			if len(p.Things) > campaign.PerPage || len(p.Things) != p.Count {
				t.Errorf("%s has %d things, and says %d", p.Path, len(p.Things), p.Count)
			}
			for _, id := range p.Things {
				if pages[id] != "" {
					t.Errorf("%s is on %s and %s", id, pages[id], p.Path)
				}
				pages[id] = p.Path
				if want := p.Path + "/#" + id; s.Place(id) != want {
					t.Errorf("%s is at %s, not %s", id, s.Place(id), want)
				}
			}
			count += p.Count
		}
		if count != y.Count {
			t.Errorf("%s has %d things, and says %d", y.ID, count, y.Count)
		}
	}
	if len(pages) != len(all) || s.Count != len(all) {
		t.Errorf("%d of %d things are on pages", len(pages), len(all))
	}
}

// TestShelfGrows: what is added later, of whatever date, moves nothing that has a page.
func TestShelfGrows(t *testing.T) {
	all := things(400)
	before := newShelf("list", "texts", "", 10, slices.Clone(all))
	grown := slices.Clone(all)
	for i := range 90 {
		grown = append(grown, shelved{id: fmt.Sprintf("late-%d", i), date: all[i*4].date, added: fmt.Sprintf("9%03d", i)})
	}
	slices.SortStableFunc(grown, func(a, b shelved) int { return strings.Compare(string(b.date), string(a.date)) })
	after := newShelf("list", "texts", "", 10, grown)
	for _, x := range all {
		if before.Place(x.id) != after.Place(x.id) {
			t.Errorf("%s moved from %s to %s", x.id, before.Place(x.id), after.Place(x.id))
		}
	}
}

// TestFeedArchive: everything is in the feed or its archive, a document that is complete stays as it is when things come in, and a
// text that changed is in the feed once more.
func TestFeedArchive(t *testing.T) {
	feed := func(n int) (Feed, []feedItem) {
		var all []feedItem
		for i := range n {
			day := campaign.Date(fmt.Sprintf("%d-%02d-01", 2020+i/100, 1+i%100/10))
			all = append(all, feedItem{fmt.Sprintf("item-%04d", i), day, day})
		}
		return newFeed("feed", all, "2024"), all
	}
	if f, all := feed(perFeed); len(f.Archives) > 0 || len(f.Items) != len(all) {
		t.Errorf("a short feed has %d things and %d documents", len(f.Items), len(f.Archives))
	}
	before, _ := feed(430)
	after, all := feed(480)
	for i, document := range before.Archives {
		if got := after.Archives[i]; got.Path != document.Path || !slices.Equal(got.Items, document.Items) {
			t.Errorf("%s changed: %v, then %v", document.Path, document.Items, got)
		}
	}
	if len(before.Archives) == 0 || len(after.Archives) < len(before.Archives) {
		t.Errorf("%d documents, then %d", len(before.Archives), len(after.Archives))
	}
	found := map[string]bool{}
	for _, document := range after.Archives {
		if len(document.Items) > perFeed {
			t.Errorf("%s has %d things", document.Path, len(document.Items))
		}
		for _, id := range document.Items {
			found[id] = true
		}
	}
	for _, id := range after.Items {
		found[id] = true
	}
	for _, x := range all {
		var in []string
		for _, document := range after.Archives {
			if slices.Contains(document.Items, x.id) {
				in = append(in, "/"+document.Path)
			}
		}
		if got := after.documents(x.id); !slices.Equal(got, in) || len(got) == 0 && !slices.Contains(after.Items, x.id) {
			t.Errorf("%s is in %v, want %v", x.id, got, in)
		}
	}
	if len(found) != len(all) || len(after.Items) >= 2*perFeed {
		t.Errorf("%d of %d things, %d in the feed", len(found), len(all), len(after.Items))
	}
	all[3].changed = "2024-12-01"
	if f := newFeed("feed", all, "2024"); f.Items[0] != all[3].id || !slices.Contains(f.Archives[0].Items, all[3].id) {
		t.Errorf("a thing that changed is not the first of the feed: %v", f.Items[:3])
	}
}

// TestLateText: a text that came out long after its date is in the feed, and changes no document of the archive.
func TestLateText(t *testing.T) {
	p := &Pages{Record: &Record{AsOf: "2026-06-01"}}
	var texts []text
	for i := range 3 * perFeed {
		texts = append(texts, text{&campaign.Page{Date: time.Date(2020+i/perFeed, 1, 1+i%perFeed, 0, 0, 0, 0, time.UTC)}, fmt.Sprintf("/statements/%03d", i), ""})
	}
	before := p.feeds(texts)[""]
	late := text{&campaign.Page{Date: time.Date(2020, 2, 1, 0, 0, 0, 0, time.UTC), PublishDate: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)}, "/statements/late", ""}
	after := p.feeds(append(texts, late))[""]
	if len(before.Archives) == 0 || !reflect.DeepEqual(after.Archives, before.Archives) || after.Items[0] != late.path {
		t.Errorf("the feed begins with %q, and the archive has %d documents of before %d", after.Items[0], len(after.Archives), len(before.Archives))
	}
}

// TestTimelineIsBounded: a timeline has as many marks as can be told apart, and loses no report.
func TestTimelineIsBounded(t *testing.T) {
	var marks []Mark
	for i := range 2000 {
		marks = append(marks, Mark{Kind: "entry", Date: campaign.Date(fmt.Sprintf("%d-%02d-%02d", 2016+i%10, 1+i%12, 1+i%28)), Status: "x", Anchor: fmt.Sprint(i)})
	}
	out := merged(marks, nil, "2006-01-02")
	count := 0
	for _, m := range out {
		count += m.Count
	}
	if len(out) > mostMarks || count != len(marks) {
		t.Errorf("%d marks for %d of %d", len(out), count, len(marks))
	}
}
