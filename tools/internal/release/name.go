// Package release freezes a build: files that need nothing else, under a name, packed into one, with a manifest that proves
// that no byte of them has changed. A project has a folder with these two for each release; a build unpacks it.
package release

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"declarationwatch/tools/internal/output"
)

// Folder has a folder for each release of a project. What is in static/ is published as it is.
const Folder = "static/" + output.Releases

// Attributes is the line of .gitattributes that has git keep the bytes of releases: it would change the line endings of a
// clone with core.autocrlf.
const Attributes = Folder + "/** -text"

// Unconverted reports whether a .gitattributes file contains that line, or one with the same effect.
func Unconverted(attributes []byte) bool { return unconverted.Match(attributes) }

var unconverted = regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(Folder+"/**") + `\s(.*\s)?(-text|binary)(\s|$)`)

// Name is the name of a release: the month it was made in, such as 2026.11, with a number from the second of a month on,
// such as 2026.11.2.
type Name string

var name = regexp.MustCompile(`^[0-9]{4}\.(0[1-9]|1[0-2])(\.([2-9]|[1-9][0-9]+))?$`)

// Valid reports whether the name has that form.
func (n Name) Valid() bool { return name.MatchString(string(n)) }

// Compare orders names by age, the older first, and invalid names as strings.
func (n Name) Compare(m Name) int {
	if !n.Valid() || !m.Valid() {
		return strings.Compare(string(n), string(m))
	}
	return slices.Compare(n.numbers(), m.numbers())
}

func (n Name) numbers() []int {
	var out []int
	for part := range strings.SplitSeq(string(n), ".") {
		i, _ := strconv.Atoi(part)
		out = append(out, i)
	}
	return out
}

// MonthOf returns the name of the first release of the month that a moment is in, UTC.
func MonthOf(t time.Time) Name { return Name(t.UTC().Format("2006.01")) }

// Month returns the name of the first release in the month of n, which is valid.
func (n Name) Month() Name { return n[:len("2026.11")] }

// Next returns the name of the next release in the month of n.
func (n Name) Next(others []Name) Name {
	month := n.Month()
	last := 0
	for _, o := range others {
		if o.Valid() && o[:len(month)] == month {
			last = max(last, 1, append(o.numbers(), 1)[2])
		}
	}
	if last == 0 {
		return month
	}
	return Name(fmt.Sprintf("%s.%d", month, last+1))
}

// Names returns the names of the folders in Folder, whatever they contain.
func Names(root fs.FS) []Name {
	var names []Name
	entries, _ := fs.ReadDir(root, Folder) // a project may have no release
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, Name(entry.Name()))
		}
	}
	return names
}

// Path returns the release's folder below the site's root, with a closing slash.
func (n Name) Path() string { return output.Releases + "/" + string(n) + "/" }

// Newest returns the newest of some releases, or nil. What is not called as one does not count.
func Newest(all []*Frozen) *Frozen {
	var newest *Frozen
	for _, f := range all {
		if f.Name.Valid() && (newest == nil || f.Name.Compare(newest.Name) > 0) {
			newest = f
		}
	}
	return newest
}
