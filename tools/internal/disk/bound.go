package disk

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// What builds keep for each other is for speed only, so that it may go at any time.

// put is how many bytes this process has put into memos, and used how many it has put there or read, since the last call of Bound.
var put, used atomic.Int64

// What builds leave in the memos for others: as much as two of them use, and that much where a site is small.
const (
	fewBuilds = 2
	leastKept = 1 << 30
)

// Bound is called after a build. It removes the values that no build has used for longest, if all memos of this user have more bytes than
// the largest of the last builds used, a few times over. It looks only after a quarter of that was put there: by then, the time to do so is
// little.
func Bound() {
	now, grown := used.Swap(0), put.Swap(0)
	dir, err := CacheFolder("")
	if err != nil || grown == 0 {
		return
	}
	var before, largest int64 // by builds since it looked last, and what the largest used
	counter := filepath.Join(dir, "grown")
	text, _ := os.ReadFile(counter)
	_, _ = fmt.Sscan(string(text), &before, &largest)
	grown, largest = grown+before, max(largest, now)
	if most := max(leastKept, fewBuilds*largest); grown >= most/4 {
		bound(dir, most)
		grown, largest = 0, max(now, largest/2) // the site may have become smaller
	}
	_ = os.WriteFile(counter, fmt.Appendln(nil, grown, largest), 0o644)
}

// bound removes the oldest files of the memos in a folder, until they have no more than so many bytes.
func bound(dir string, most int64) {
	type file struct {
		name string
		fs.FileInfo
	}
	var files []file
	names, _ := filepath.Glob(filepath.Join(dir, "*", "??", "*-[ad]")) // as the memo names its keys and its values
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			files = append(files, file{name, info})
			most -= info.Size()
		}
	}
	slices.SortFunc(files, func(a, b file) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if most >= 0 {
			return
		}
		if os.Remove(f.name) == nil {
			most += f.Size()
		}
	}
}

// mostOfKind is how many slots of a kind are kept, but for folders of which a site has many: each has something of a whole site, at another
// address or with other flags.
const mostOfKind = 8

// Trim removes what no build has used in five days, and of each kind all but the last few.
func (s Shelf) Trim() {
	kept, _ := os.ReadDir(s.dir)
	kinds := map[string]map[string]time.Time{} // when each slot of a kind was used last
	for _, entry := range kept {
		info, err := entry.Info()
		if err != nil {
			continue
		}
		if time.Since(info.ModTime()) > 5*24*time.Hour {
			_ = os.RemoveAll(filepath.Join(s.dir, entry.Name()))
			continue
		}
		slot := strings.TrimSuffix(entry.Name(), listed)
		kind, _, ok := strings.Cut(slot, "-")
		if !ok || kind == kindFolder || kind == kindNew {
			continue
		}
		if kinds[kind] == nil {
			kinds[kind] = map[string]time.Time{}
		}
		if info.ModTime().After(kinds[kind][slot]) {
			kinds[kind][slot] = info.ModTime()
		}
	}
	for _, slots := range kinds {
		oldest := slices.SortedFunc(maps.Keys(slots), func(a, b string) int { return slots[a].Compare(slots[b]) })
		for _, slot := range oldest[:max(0, len(oldest)-mostOfKind)] {
			_ = os.RemoveAll(filepath.Join(s.dir, slot))
			_ = os.Remove(filepath.Join(s.dir, slot+listed))
		}
	}
}
