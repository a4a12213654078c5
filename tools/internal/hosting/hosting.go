// Package hosting writes how a host must answer for a finished site: the files of the site -> _headers and _redirects, in
// the form that Netlify reads. It also reads the two back, so that "serve" answers by the same files as the host.
//
// Netlify does not define what happens if two rules set one field for one address, and a field once set cannot be
// removed. So the rules are not a fixed text: they are computed from one table and the files that exist, such that no two
// of them set the same field for an address.
package hosting

import (
	"encoding/base64"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/output"
)

// The two files, at the top of the output. A host reads them and serves them to nobody.
const (
	headersName   = "_headers"
	redirectsName = "_redirects"
)

// Files are the names of both.
var Files = []string{headersName, redirectsName}

// Write adds the two files to a site, which must have its last bytes: styles within pages are let in by their hashes.
// preview keeps pages of other sites from reading it; hidden keeps search engines out: of a preview, or of a copy at another
// address. ids is those that records had before.
func Write(s *output.Site, preview, hidden bool, ids ...former.ID) error {
	all := files(s)
	shown := slices.DeleteFunc(slices.Clone(all), func(f *file) bool { return s.Redirects(f.File) }) // a redirect answers for the others
	rules := headerRules(site{s.BaseURL, preview, hidden}, shown)
	return errors.Join(
		s.Write(output.Text{Name: headersName, Text: []byte(formatHeaders(rules, s.Base.EscapedPath()))}),
		s.Write(output.Text{Name: redirectsName, Text: []byte(formatRedirects(redirects(s, all, ids)))}))
}

// site is what some rows of the table depend on.
type site struct {
	baseURL         string
	preview, hidden bool
}

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

// The form of both files: https://docs.netlify.com/manage/routing/headers/ and .../redirects/overview/.

const madeFrom = "# Written by the build from the table in tools/internal/hosting. Do not edit.\n"

func formatHeaders(rules []rule, base string) string {
	var text strings.Builder
	text.WriteString(madeFrom)
	for _, r := range rules {
		fmt.Fprintf(&text, "%s\n", under(base, r.path))
		for _, v := range r.fields {
			fmt.Fprintf(&text, "  %s: %s\n", v.name, v.value)
		}
	}
	return text.String()
}

func parseHeaders(text string) (rules []rule) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "/") {
			rules = append(rules, rule{path: line, pattern: compile(line)})
		} else if name, of, ok := strings.Cut(line, ": "); ok && len(rules) > 0 {
			last := &rules[len(rules)-1]
			last.fields = append(last.fields, value{name, of})
		}
	}
	return rules
}

func formatRedirects(redirects []redirect) string {
	var text strings.Builder
	text.WriteString(madeFrom)
	for _, r := range redirects {
		fmt.Fprintf(&text, "%s %s %s\n", r.from, r.to, r.status)
	}
	return text.String()
}

func parseRedirects(text string) (out []redirect) {
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) == 3 && words[0] != "#" {
			out = append(out, redirect{words[0], words[1], words[2], compile(words[0])})
		}
	}
	return out
}

// under puts an address of the site below the folder that the site is in on its host.
func under(base, address string) string { return strings.TrimSuffix(base, "/") + address }
