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
	root      *os.Root
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
	File   string      // the file to send, below the site's folder; "" if there is none
	root   *os.Root
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
	h := &Host{}
	for _, r := range rules {
		h.rules = append(h.rules, compiled{r, compile(r.path)})
	}
	if h.redirects, err = parseRedirects(string(lines)); err != nil {
		return nil, err
	}
	h.root, err = os.OpenRoot(dir)
	return h, err
}

// Close ends the use of the site's folder.
func (h *Host) Close() error { return h.root.Close() }

// Answer says what a request for a path gets; the path is as a request line has it, escaped.
func (h *Host) Answer(address string) Answer {
	a := Answer{Status: http.StatusOK, Header: h.header(address), root: h.root}
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
		a.Header = h.header(to) // a page has its policy wherever it is shown
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
		if r.status == status && compile(r.from).MatchString(address) {
			return r.to, true
		}
	}
	return "", false
}

// find returns the file at an address. A folder without its slash has none, and slash is true.
func (h *Host) find(address string) (name string, slash bool) {
	address, err := url.PathUnescape(address)
	if err != nil {
		return "", false
	}
	clean := path.Clean("/" + address)
	if clean == "/"+headersName || clean == "/"+redirectsName {
		return "", false
	}
	name = strings.Trim(clean, "/")
	if page := path.Join(name, "index.html"); h.isFile(page) {
		return page, !strings.HasSuffix(address, "/")
	}
	for _, name := range []string{name, name + ".html"} {
		if h.isFile(name) {
			return name, false
		}
	}
	return "", false
}

// isFile asks the folder's root, which no name leads out of, whatever the system takes for a separator.
func (h *Host) isFile(name string) bool {
	info, err := h.root.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// ServeHTTP makes a host of its own of the site, for tests that want it as it will be.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := h.Answer(r.URL.EscapedPath())
	body, err := a.Body()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	a.Write(w, body)
}

// Body returns the file to send; nil if there is none.
func (a Answer) Body() ([]byte, error) {
	if a.File == "" {
		return nil, nil
	}
	return a.root.ReadFile(a.File)
}

// Write sends the answer.
func (a Answer) Write(w http.ResponseWriter, body []byte) {
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Status)
	// A reader who went away needs no answer.
	_, _ = w.Write(body)
}
