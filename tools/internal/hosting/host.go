package hosting

import (
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"declarationwatch/tools/internal/output"
)

// Host answers for a site at the top of an address as Netlify does by the two files.
type Host struct {
	// Newer has files, by name, that are shown in place of those of the site. It must not change while an answer is made.
	Newer map[string][]byte
	// Gone reports whether a file is shown no more, though the site has it; nil for none.
	Gone func(name string) bool
	// Stale reports whether a page is shown no more for what is in it; nil for none.
	Stale func(text []byte) bool

	root      *os.Root
	rules     []rule
	redirects []redirect
}

// stalePage is shown in place of one that is stale.
const stalePage = "<!doctype html><html lang=\"en\"><title>not shown</title><body><p>The last good form of this page names what is withheld now. It is back once it can be built.</p></body></html>"

// Answer is what a request gets.
type Answer struct {
	Status int
	Header http.Header // with Location where the status is a redirect
	File   string      // what is sent, below the site's folder; "" if there is no file
	Body   []byte
}

const (
	notFound    = "/404.html" // the address of the page for wrong addresses
	policyField = "Content-Security-Policy"
)

// Open reads the two files of a finished site. Its other files are read when they are asked for.
func Open(dir string) (*Host, error) {
	headers, err := os.ReadFile(filepath.Join(dir, headersName))
	if err != nil {
		return nil, err
	}
	lines, err := os.ReadFile(filepath.Join(dir, redirectsName))
	if err != nil {
		return nil, err
	}
	h := &Host{rules: parseHeaders(string(headers)), redirects: parseRedirects(string(lines))}
	h.root, err = os.OpenRoot(dir)
	return h, err
}

// Header returns the fields of a page of a site that is not there yet.
func Header(baseURL string, hidden bool) http.Header {
	page := &file{File: &output.File{Name: "index.html", Place: "index.html", Page: &output.Page{}}, names: []string{"index.html"}, address: addresses("/index.html")}
	rules := headerRules(site{baseURL: baseURL, preview: hidden, hidden: hidden}, []*file{page})
	h := Host{rules: parseHeaders(formatHeaders(rules, ""))}
	return h.header("/")
}

// Close ends the use of the site's folder.
func (h *Host) Close() error { return h.root.Close() }

// Answer returns what a request for a path gets; the path is as a request line has it, escaped.
func (h *Host) Answer(address string) Answer {
	name, to := h.find(address)
	if moved, ok := h.redirected(address, moved); ok {
		to = moved
	} else if name == "" && to == "" {
		to, _ = h.redirected(address, gone)
	}
	a := Answer{Status: http.StatusOK, Header: h.header(address)}
	switch {
	case to != "":
		a.Status = http.StatusMovedPermanently
		a.Header.Set("Location", to)
		return a
	case name == "":
		a.Status = http.StatusNotFound
		to, ok := h.redirected(address, missing)
		if !ok {
			to = notFound
		}
		a.Header = h.header(to) // a page has its policy wherever it is shown
		if name, _ = h.find(to); name == "" {
			return a
		}
	}
	body, ok := h.Newer[name]
	var err error
	if ok {
		a.Header.Set("Cache-Control", "no-store")
		if a.Header.Get(policyField) == "" { // no rule was made for an address that is new
			a.Header.Set(policyField, h.header(notFound).Get(policyField))
		}
	} else {
		body, err = h.root.ReadFile(name)
	}
	if err != nil {
		return Answer{Status: http.StatusInternalServerError, Header: http.Header{}, Body: []byte(err.Error())}
	}
	if h.Stale != nil && path.Ext(name) == ".html" && h.Stale(body) {
		if body = []byte(stalePage); a.Status == http.StatusOK {
			a.Status = http.StatusServiceUnavailable
		}
		a.Header.Set("Cache-Control", "no-store")
	}
	a.File, a.Body = name, body
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" && (a.Header.Get("Content-Type") == "" || a.Status == http.StatusNotFound) {
		a.Header.Set("Content-Type", kind)
	}
	return a
}

// header returns the fields that the rules set for an address.
func (h *Host) header(address string) http.Header {
	header := http.Header{}
	for _, r := range h.rules {
		if r.pattern.MatchString(address) {
			for _, f := range r.fields {
				header.Add(f.name, f.value)
			}
		}
	}
	return header
}

// redirected returns where the redirects of one status send an address.
func (h *Host) redirected(address, status string) (to string, ok bool) {
	for _, r := range h.redirects {
		found := r.pattern.FindStringSubmatch(address)
		if r.status != status || found == nil {
			continue
		}
		to = r.to
		for i, name := range r.pattern.SubexpNames() {
			if name != "" {
				to = strings.ReplaceAll(to, ":"+name, found[i])
			}
		}
		return to, true
	}
	return "", false
}

// find returns the file at an address, or for a folder's without its slash the folder's address.
func (h *Host) find(address string) (name, folder string) {
	address, err := url.PathUnescape(address)
	name = strings.Trim(path.Clean("/"+address), "/")
	if err != nil || name == headersName || name == redirectsName {
		return "", ""
	}
	if page := path.Join(name, "index.html"); h.isFile(page) {
		if !strings.HasSuffix(address, "/") {
			return "", (&url.URL{Path: "/" + name + "/"}).String()
		}
		return page, ""
	}
	for _, name := range []string{name, name + ".html"} {
		if h.isFile(name) {
			return name, ""
		}
	}
	return "", ""
}

// Has reports whether the site has a file, newer ones aside.
func (h *Host) Has(name string) bool {
	info, err := h.root.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// isFile asks the folder's root, which no name leads out of, whatever the system takes for a separator.
func (h *Host) isFile(name string) bool {
	_, newer := h.Newer[name]
	return (newer || h.Has(name)) && (h.Gone == nil || !h.Gone(name))
}

// Write sends the answer.
func (a Answer) Write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.Header)
	w.WriteHeader(a.Status)
	// A reader who went away needs no answer.
	_, _ = w.Write(a.Body)
}
