package hosting

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/output"
)

// file is what the table and the redirects decide by.
type file struct {
	*output.File
	styles  []string // the hashes of the styles within it, as a content security policy names them
	names   []string // of its folders and its own, as in an address
	address []string // at which a host answers with it, the one that links use first
}

func files(s *output.Site) []*file {
	var out []*file
	for _, f := range s.Files {
		if f.Name == headersName || f.Name == redirectsName {
			continue
		}
		hosted := &file{File: f}
		for name := range strings.SplitSeq(f.Name, "/") {
			hosted.names = append(hosted.names, escape(name))
		}
		hosted.address = addresses("/" + strings.Join(hosted.names, "/"))
		for _, sum := range f.Styles {
			// https://www.w3.org/TR/CSP3/#grammardef-hash-source
			hosted.styles = append(hosted.styles, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
		}
		slices.Sort(hosted.styles)
		hosted.styles = slices.Compact(hosted.styles)
		out = append(out, hosted)
	}
	return out
}

// addresses returns those at which a host answers with a file, the one that links use first. A page "x.html" beside a
// folder "x" would share one with it: no site has such a pair.
func addresses(address string) []string {
	if folder, name := path.Split(address); name == "index.html" {
		return []string{folder, address}
	}
	if page, ok := strings.CutSuffix(address, ".html"); ok {
		return []string{address, page}
	}
	return []string{address}
}
