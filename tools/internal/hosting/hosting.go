// Package hosting writes how a host must answer for a finished site: the files of the site -> _headers and _redirects, in
// the form that Netlify reads. It also reads the two back, so that "serve" answers by the same files as the host.
//
// Netlify does not define what happens if two rules set one field for one address, and a field once set cannot be
// removed. So the rules are not a fixed text: they are computed from one table and the files that exist, such that no two
// of them set the same field for an address.
package hosting

import "declarationwatch/tools/internal/output"

// The two files, at the top of the output. A host reads them and serves them to nobody.
const (
	headersName   = "_headers"
	redirectsName = "_redirects"
)

// Write adds the two files to a site, which must have its last bytes: styles within pages are let in by their hashes.
// preview keeps pages of other sites from reading it; hidden keeps search engines out: of a preview, or of a copy at another
// address.
func Write(s *output.Site, preview, hidden bool) error {
	all := files(s)
	rules := headerRules(site{s.BaseURL, preview, hidden}, all)
	if err := s.Write(headersName, []byte(formatHeaders(rules, s.Base.EscapedPath()))); err != nil {
		return err
	}
	return s.Write(redirectsName, []byte(formatRedirects(redirects(s, all))))
}

// site is what some rows of the table depend on.
type site struct {
	baseURL         string
	preview, hidden bool
}
