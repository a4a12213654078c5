// Package release freezes what a build made: a folder of files that need nothing from outside it, under a name, with a
// manifest by which every byte of them can be told to be the same for ever. It knows files and hashes; what the files say
// is others' affair.
package release

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Folder is where releases lie in a project, each in a folder of its name. Hugo publishes what is in static/ as it is.
const Folder = "static/v"

// Name is what a release is called: the month it was made in, as 2026.11, and a number from the second of a month on, as
// 2026.11.2.
type Name string

var name = regexp.MustCompile(`^[0-9]{4}\.(0[1-9]|1[0-2])(\.([2-9]|[1-9][0-9]+))?$`)

// Valid reports whether the name has that form.
func (n Name) Valid() bool { return name.MatchString(string(n)) }

// Compare orders names by age, the older first; names that are not valid by their letters.
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

// Next is what a release is called that is made in the month of n after some others.
func (n Name) Next(others []Name) Name {
	month := n[:len("2026.11")]
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

// Names lists the folders in which releases lie in a project, whatever they hold.
func Names(root fs.FS) []Name {
	var names []Name
	entries, _ := fs.ReadDir(root, Folder) // a project may have none
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, Name(entry.Name()))
		}
	}
	return names
}

// Path is the release's folder below the site's root, with a closing slash.
func (n Name) Path() string { return "v/" + string(n) + "/" }

// Newest gives the newest of some releases, nil where there is none. What is no release by its name or its manifest does
// not count.
func Newest(all []*Frozen) *Frozen {
	var newest *Frozen
	for _, f := range all {
		if f.Fault == nil && f.Name.Valid() && (newest == nil || f.Name.Compare(newest.Name) > 0) {
			newest = f
		}
	}
	return newest
}
