package hosting

import (
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// Host answers for a site at the top of an address as Netlify does by the two files.
type Host struct {
	dir       string
	rules     []compiled
	redirects []redirect
}

type compiled struct {
	rule
	pattern *regexp.Regexp
}

// Answer is what a request gets.
type Answer struct {
	Status int
	Header http.Header // with Location where the status is a redirect
	File   string      // the full name of the file to send; "" where there is none
}

// Open reads the two files of a finished site. Its other files are read when they are asked for.
func Open(dir string) (*Host, error) {
	headers, err := os.ReadFile(filepath.Join(dir, headersName))
	if err != nil {
		return nil, err
	}
	rules, err := parseHeaders(string(headers))
	if err != nil {
		return nil, err
	}
	lines, err := os.ReadFile(filepath.Join(dir, redirectsName))
	if err != nil {
		return nil, err
	}
	h := &Host{dir: dir}
	for _, r := range rules {
		h.rules = append(h.rules, compiled{r, compile(r.path)})
	}
	h.redirects, err = parseRedirects(string(lines))
	return h, err
}

// Answer says what a request for a path gets; the path is as a request line has it, escaped.
func (h *Host) Answer(address string) Answer {
	a := Answer{Status: http.StatusOK, Header: h.header(address)}
	if to, ok := h.redirected(address, moved); ok {
		return a.leadTo(to)
	}
	name, slash := h.find(address)
	if slash {
		return a.leadTo("/" + strings.Trim(address, "/") + "/") // with two slashes before it, it would be another host
	}
	if name == "" {
		a.Status = http.StatusNotFound
		to, ok := h.redirected(address, missing)
		if !ok {
			to = "/404.html"
		}
		if name, _ = h.find(to); name == "" {
			return a
		}
	}
	a.File = name
	if a.Header.Get("Content-Type") == "" || a.Status == http.StatusNotFound {
		a.Header.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	}
	return a
}

func (a Answer) leadTo(address string) Answer {
	a.Status = http.StatusMovedPermanently
	a.Header.Set("Location", address)
	return a
}

// header gives the fields that the rules give to an address.
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

// redirected gives where the redirects of one status send an address.
func (h *Host) redirected(address, status string) (to string, ok bool) {
	for _, r := range h.redirects {
		if r.status == status && compile(r.from).MatchString(address) {
			return r.to, true
		}
	}
	return "", false
}

// find gives the file that lies at an address. A folder without its slash has none, and slash is true.
func (h *Host) find(address string) (name string, slash bool) {
	address, err := url.PathUnescape(address)
	if err != nil {
		return "", false
	}
	clean := path.Clean("/" + address)
	if clean == "/"+headersName || clean == "/"+redirectsName {
		return "", false
	}
	name = filepath.Join(h.dir, filepath.FromSlash(clean))
	if isFile(filepath.Join(name, "index.html")) {
		return filepath.Join(name, "index.html"), !strings.HasSuffix(address, "/")
	}
	for _, name := range []string{name, name + ".html"} {
		if isFile(name) {
			return name, false
		}
	}
	return "", false
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// ServeHTTP makes a host of its own of the site, for tests that want it as it will be.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.Answer(r.URL.EscapedPath()).Write(w, nil)
}

// Write sends the answer, with body in place of its file where that is not nil.
func (a Answer) Write(w http.ResponseWriter, body []byte) {
	if body == nil && a.File != "" {
		var err error
		if body, err = os.ReadFile(a.File); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Status)
	// A reader who went away needs no answer.
	_, _ = w.Write(body)
}
