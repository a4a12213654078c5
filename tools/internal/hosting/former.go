package hosting

import (
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/former"
)

// splat is the name, in the target of a redirect, of what an asterisk matched; anyName is one name that the target takes over.
const (
	splat   = "splat"
	anyName = ":name"
)

// formerRedirects returns the lines for all files with a present id in their address: one for a folder with all that is in it,
// whatever names come before it that are not the same everywhere.
func formerRedirects(root string, files []*file, ids []former.ID) (out []redirect) {
	known := map[string]bool{}
	for _, f := range ids {
		for _, file := range files {
			id, after := f.At(file.names)
			if id < 0 || file.Release {
				continue
			}
			from, to := slices.Clone(file.names[:id+1]), slices.Clone(file.names[:id+1])
			for i := after + 1; i < id; i++ {
				from[i], to[i] = anyName, anyName
			}
			from[id] = f.Old + path.Ext(from[id])
			if id < len(file.names)-1 {
				from, to = append(from, "*"), append(to, ":"+splat)
			}
			line := redirect{under(root, "/"+strings.Join(from, "/")), under(root, "/"+strings.Join(to, "/")), moved, nil}
			if !known[line.from] {
				known[line.from] = true
				out = append(out, line)
			}
		}
	}
	return out
}
