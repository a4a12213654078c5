// Package hosting says how a host is to answer for a finished site: a folder of output -> _headers and _redirects, in the
// form that Netlify reads. It also reads the two back, so that what is served while a page is written is answered by the
// very files that the host will go by.
//
// What two rules of Netlify's do that give one field to one address is not defined, and a field once given cannot be
// taken back. So the rules are no fixed text: they are worked out from one table and the files that are there, such that
// no two of them give an address the same field.
package hosting

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

// The two files, at the top of the output. A host reads them and hands them to nobody.
const (
	headersName   = "_headers"
	redirectsName = "_redirects"
)

// Site is a finished output.
type Site struct {
	Dir       string   // where the files are
	BaseURL   string   // absolute, with a closing slash
	Languages []string // codes: a top folder of such a name holds the pages of that language
	Hidden    bool     // no search engine may list any of it: a preview, or a copy at another address
}

// Write adds the two files to the output, which must have its last bytes: styles within pages are let in by their hashes.
func Write(s Site) error {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return fmt.Errorf("base URL: %w", err)
	}
	files, err := readFiles(s)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		headersName:   formatHeaders(headerRules(s, files), base.EscapedPath()),
		redirectsName: formatRedirects(redirects(files, base)),
	} {
		if err := os.WriteFile(filepath.Join(s.Dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
