package main

import (
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// sitemap compares the sitemaps with the pages: each lists what is there and may be listed, and no more; the languages of a
// page name each other, in the sitemap as in the pages.
func (s builtSite) sitemap(t *testing.T) {
	index, faults := readSitemapIndex(s.read(t, "sitemap.xml"))
	complain(t, "sitemap.xml", append(faults, s.misled(index...)...))
	listed, changed := map[string]sitemapURL{}, map[string]string{}
	for _, address := range index {
		name := strings.TrimPrefix(address, s.base)
		urls, faults := readSitemap(s.read(t, name))
		complain(t, name, faults)
		for _, u := range urls {
			if !s.serves(u.Loc) {
				t.Errorf("%s: %s leads nowhere", name, u.Loc)
			}
			if _, twice := listed[u.Loc]; twice {
				t.Errorf("%s is in two sitemaps", u.Loc)
			}
			listed[u.Loc], changed[u.Loc] = u, u.Modified
		}
	}
	for name, text := range contents(s.dir) {
		if !strings.HasSuffix(name, ".html") || strings.Contains(text, `http-equiv="refresh"`) {
			continue
		}
		address := strings.TrimSuffix(s.base+name, "index.html")
		u, there := listed[address]
		staff := strings.Contains(text, ` data-page="staff"`)
		if staff && !strings.Contains(text, `<meta name="robots" content="noindex">`) {
			t.Errorf("%s is for staff, and is not kept from search engines", name)
		}
		copied := staff || strings.HasSuffix(name, "data/v1/offline.html") || isFrame(name) // of a page that is listed
		if hidden := copied || strings.HasSuffix(name, "404.html"); there == hidden {
			t.Errorf("%s: listed %v", name, there)
		} else if copied {
			continue
		} else if hidden {
			if strings.Contains(text, `rel="canonical"`) || strings.Contains(text, "hreflang=") && strings.Contains(text, `rel="alternate"`) {
				t.Errorf("%s stands at any address and should name none", name)
			}
			continue
		}
		delete(listed, address)
		// The page has the same.
		said := map[string]string{}
		for _, m := range pageAlternate.FindAllStringSubmatch(text, -1) {
			said[m[1]] = m[2]
		}
		if !maps.Equal(said, u.alternates()) {
			t.Errorf("%s names as its languages %v, the sitemap %v", name, said, u.alternates())
		}
		if len(said) == 0 {
			continue
		}
		if said["x-default"] != said["en"] || !slices.Contains(slices.Collect(maps.Values(said)), address) {
			t.Errorf("%s is not among its own languages, or English is not there for all others: %v", name, said)
		}
		for language, other := range said {
			back := s.read(t, strings.TrimPrefix(other, s.base)+"index.html")
			if !strings.Contains(back, `href="`+address+`"`) {
				t.Errorf("%s names %s as its like in %s, which does not name it", name, other, language)
			}
		}
	}
	for address := range listed {
		t.Errorf("%s is listed and no page", address)
	}
	for name, want := range map[string]string{
		"statements/first/": "", "statements/corrected/": "2025-01-02", "analysis/yearly/": "2025-09-30", "": "", "statements/": "",
	} {
		if day, there := changed[s.base+name]; there && day != want {
			t.Errorf("%s was changed on %q, want %q", name, day, want)
		}
	}
	if robots := s.read(t, "robots.txt"); !strings.Contains(robots, "Sitemap: "+s.base+"sitemap.xml\n") || !strings.Contains(robots, "Allow: /\n") {
		t.Errorf("robots.txt:\n%s", robots)
	}
}

// TestSitemapFiles: where a language has more pages than a sitemap may list, each page is in one of several, and the index lists all of
// them, in a site of one language too.
func TestSitemapFiles(t *testing.T) {
	t.Parallel()
	const most = 7
	for languages, project := range map[int]func(dir string){
		1: func(dir string) {
			if err := smallProject(dir); err != nil {
				t.Fatal(err)
			}
		},
		2: func(dir string) { bilingualProject(t, dir) },
	} {
		t.Run(fmt.Sprint(languages), func(t *testing.T) {
			dir := t.TempDir()
			project(dir)
			config := filepath.Join(dir, "config.toml")
			text, err := os.ReadFile(config)
			if err != nil {
				t.Fatal(err)
			}
			write(t, config, strings.Replace(string(text), "[params]\n", fmt.Sprintf("[params]\n  sitemap = %d\n", most), 1))
			site := builtSite{filepath.Join(dir, "public"), "https://small.example/watch/"}
			mustRun(t, dir, "build", "-as-of", "2026-11-22", "-base-url", site.base)
			site.sitemap(t)
			index, _ := readSitemapIndex(site.read(t, "sitemap.xml"))
			if len(index) <= 2*languages {
				t.Errorf("%d sitemaps in %d languages", len(index), languages)
			}
			for _, address := range index {
				if urls, _ := readSitemap(site.read(t, strings.TrimPrefix(address, site.base))); len(urls) == 0 || len(urls) > most {
					t.Errorf("%s lists %d pages, of %d at most", address, len(urls), most)
				}
			}
		})
	}
}

var pageAlternate = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">`)

type (
	sitemapURL struct {
		Loc      string `xml:"loc"`
		Modified string `xml:"lastmod"`
		Links    []struct {
			Rel      string `xml:"rel,attr"`
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
		Unknown []anything `xml:",any"`
	}
)

func (u sitemapURL) alternates() map[string]string {
	out := map[string]string{}
	for _, l := range u.Links {
		out[l.Language] = l.Href
	}
	return out
}

// readSitemap lists what a sitemap contains, and what sitemaps.org would not have.
func readSitemap(text string) (urls []sitemapURL, faults []string) {
	var set struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
		Unknown []anything   `xml:",any"`
	}
	if err := xml.Unmarshal([]byte(text), &set); err != nil {
		return nil, []string{err.Error()}
	}
	unknown := set.Unknown
	seen := map[string]bool{}
	for _, u := range set.URLs {
		unknown = append(unknown, u.Unknown...)
		if seen[u.Loc] {
			faults = append(faults, u.Loc+" is there twice")
		}
		seen[u.Loc] = true
		if _, err := time.Parse(time.DateOnly, u.Modified); u.Modified != "" && err != nil {
			faults = append(faults, err.Error())
		}
		for _, l := range u.Links {
			if l.Rel != "alternate" || l.Language == "" || l.Href == "" {
				faults = append(faults, fmt.Sprintf("%s: link %v", u.Loc, l))
			}
		}
	}
	for _, u := range unknown {
		faults = append(faults, "unknown element "+u.XMLName.Local)
	}
	return set.URLs, faults
}

func readSitemapIndex(text string) (addresses, faults []string) {
	var index struct {
		XMLName  xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Sitemaps []struct {
			Loc     string     `xml:"loc"`
			Unknown []anything `xml:",any"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal([]byte(text), &index); err != nil {
		return nil, []string{err.Error()}
	}
	for _, s := range index.Sitemaps {
		addresses = append(addresses, s.Loc)
		for _, u := range s.Unknown {
			faults = append(faults, "unknown element "+u.XMLName.Local)
		}
	}
	return addresses, faults
}

// security checks /.well-known/security.txt.
func (s builtSite) security(t *testing.T) {
	const name = ".well-known/security.txt"
	built := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	complain(t, name, securityFaults(s.read(t, name), s.base+name, built))
	if _, there := contents(s.dir)["es/"+name]; there {
		t.Error("one security.txt is enough")
	}
}

// securityFaults lists what RFC 9116 would not have.
func securityFaults(text, address string, built time.Time) (faults []string) {
	fields := map[string][]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok || value == "" {
			faults = append(faults, fmt.Sprintf("line %q is no field", line))
		}
		fields[key] = append(fields[key], value)
	}
	for _, known := range []string{"Contact", "Expires", "Preferred-Languages", "Canonical"} {
		if len(fields[known]) != 1 {
			faults = append(faults, fmt.Sprintf("%d fields %s", len(fields[known]), known))
			return faults
		}
	}
	if len(fields) != 4 {
		faults = append(faults, fmt.Sprintf("%d kinds of field", len(fields)))
	}
	if c := fields["Contact"][0]; !strings.HasPrefix(c, "mailto:") && !strings.HasPrefix(c, "https://") {
		faults = append(faults, fmt.Sprintf("contact %q is no address", c))
	}
	expires, err := time.Parse(time.RFC3339, fields["Expires"][0])
	if err != nil || !expires.After(built) || !expires.Before(built.AddDate(1, 0, 0)) {
		faults = append(faults, fmt.Sprintf("expires %q: %v", fields["Expires"][0], err))
	}
	if fields["Canonical"][0] != address {
		faults = append(faults, fmt.Sprintf("canonical %q", fields["Canonical"][0]))
	}
	if fields["Preferred-Languages"][0] != "en, es" {
		faults = append(faults, fmt.Sprintf("languages %q", fields["Preferred-Languages"][0]))
	}
	return faults
}

// notFound checks that the page for wrong addresses leads on, in both languages.
func (s builtSite) notFound(t *testing.T) {
	for name, wants := range map[string][]string{
		"404.html":    {`action="/watch/search/"`, `href="/watch/statements/`, `href="/watch/analysis/yearly/"`, "corrections@small.example", "placeholder"},
		"es/404.html": {`action="/watch/es/search/"`, `href="/watch/es/statements/`, "corrections@small.example", "provisional", `lang="es"`},
	} {
		text := s.read(t, name)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not hold %s", name, want)
			}
		}
	}
}

// TestSitemapReadersRefuse shows that the readers above can fail.
func TestSitemapReadersRefuse(t *testing.T) {
	const sound = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>https://x.example/</loc><lastmod>2026-01-01</lastmod><xhtml:link rel="alternate" hreflang="es" href="https://x.example/es/"/></url></urlset>`
	if _, faults := readSitemap(sound); faults != nil {
		t.Error(faults)
	}
	for old, new := range map[string]string{
		"2026-01-01": "January", "schemas/sitemap/0.9": "x", "</loc>": "</loc><priority>0</priority>", "</url>": "</url><url><loc>https://x.example/</loc></url>", `hreflang="es"`: "", "</urlset>": "",
	} {
		if _, faults := readSitemap(strings.Replace(sound, old, new, 1)); !strings.Contains(sound, old) || len(faults) == 0 {
			t.Errorf("a sitemap with %q for %q is taken for sound", new, old)
		}
	}
	const security = "Contact: mailto:a@x.example\nExpires: 2027-10-01T00:00:00Z\nPreferred-Languages: en, es\nCanonical: https://x.example/s.txt\n"
	built := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	if faults := securityFaults(security, "https://x.example/s.txt", built); faults != nil {
		t.Error(faults)
	}
	for old, new := range map[string]string{
		"Contact": "Contacts", "mailto:": "", "2027-10": "2027-12", "2027-10-01T00:00:00Z": "2027-10-01", "2027": "2025", "x.example/s": "x.example/t", "en, es": "", "Canonical: ": "Canonical ",
	} {
		if faults := securityFaults(strings.Replace(security, old, new, 1), "https://x.example/s.txt", built); !strings.Contains(security, old) || len(faults) == 0 {
			t.Errorf("a security.txt with %q for %q is taken for sound", new, old)
		}
	}
}
