package output

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// Target resolves an address as a browser does that shows the file. It returns an empty one for what is not an address.
func (s *Site) Target(f *File, address string) *url.URL {
	here := *s.Base
	here.Path += strings.TrimSuffix(f.Name, "index.html")
	// Browsers take a backslash for a slash.
	target, err := here.Parse(strings.ReplaceAll(strings.TrimSpace(address), `\`, "/"))
	if err != nil {
		return &url.URL{}
	}
	return target
}

// Own reports whether an address is on the site's own host, by the site's own protocol.
func (s *Site) Own(u *url.URL) bool {
	return strings.EqualFold(u.Host, s.Base.Host) && u.Opaque == "" && u.Scheme == s.Base.Scheme
}

// Foreign reports whether to ask for an address is to ask another host.
func (s *Site) Foreign(u *url.URL) bool {
	web := strings.HasPrefix(u.Scheme, "http") || strings.HasPrefix(u.Scheme, "ws")
	return u.Host != "" && !strings.EqualFold(u.Host, s.Base.Host) || web && u.Opaque != ""
}

// Answer returns the file that a server answers with at an address of the site, or nil.
func (s *Site) Answer(u *url.URL) *File {
	below, inside := strings.CutPrefix(u.Path, s.Base.Path)
	switch f, ok := s.byName[below]; {
	case !inside && u.Path+"/" != s.Base.Path:
		return nil
	case !inside, below == "", strings.HasSuffix(below, "/"):
		return s.byName[strings.TrimPrefix(below, u.Path)+"index.html"]
	case ok:
		return f
	}
	return s.byName[path.Join(below, "index.html")]
}

// Broken returns what is wrong with a link inside the site, in words that follow it; "" if nothing is.
func (s *Site) Broken(f *File, address string) string {
	target := s.Target(f, address)
	to := s.Answer(target)
	switch {
	case *target == url.URL{}:
		return " is not an address"
	case !s.Own(target):
	case to == nil && !strings.HasPrefix(target.Path+"/", s.Base.Path):
		return fmt.Sprintf(" leaves the site's folder %s", s.Base.Path)
	case to == nil:
		return " leads to no file"
	case target.Fragment != "" && to.Page != nil && to.Page.IDs[target.Fragment] == 0:
		return fmt.Sprintf(": %s has no id %q", to.Name, target.Fragment)
	}
	return ""
}

// Redirects reports whether a page only leads on to another one of the site: what Hugo writes for an alias.
func (s *Site) Redirects(f *File) bool {
	if f.Page == nil || f.Page.Refresh == "" || f.Page.H1 > 0 {
		return false
	}
	return s.Own(s.Target(f, f.Page.Refresh))
}
