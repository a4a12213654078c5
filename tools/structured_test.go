package main

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// structured checks the JSON-LD of every page.
func (s builtSite) structured(t *testing.T) {
	types := map[string]int{}
	for name, text := range contents(s.dir) {
		if !strings.HasSuffix(name, ".html") || strings.Contains(text, `http-equiv="refresh"`) {
			continue
		}
		if strings.HasSuffix(name, "404.html") || strings.HasSuffix(name, "data/v1/offline.html") || isFrame(name) {
			if strings.Contains(text, "ld+json") {
				t.Errorf("%s stands at any address and should say nothing of itself", name)
			}
			continue
		}
		nodes, faults := readGraph(text)
		complain(t, name, faults)
		for _, n := range nodes {
			types[n["@type"].(string)]++
			picture, _, _ := strings.Cut(n.text("image"), "?")
			complain(t, name, s.misled(n.text("url"), n.text("mainEntityOfPage"), picture))
		}
		if want := strings.TrimSuffix(s.base+name, "index.html"); name != "index.html" && name != "es/index.html" {
			if !slices.ContainsFunc(nodes, func(n node) bool { return n.text("url") == want }) {
				t.Errorf("%s: no node is of the page itself", name)
			}
			trail := nodes[len(nodes)-1]
			steps, _ := trail["itemListElement"].([]any)
			if len(steps) < 2 {
				t.Errorf("%s: the trail has %d steps", name, len(steps))
				continue
			}
			last, first := node(steps[len(steps)-1].(map[string]any)), node(steps[0].(map[string]any))
			home := s.base
			if strings.HasPrefix(name, "es/") {
				home += "es/"
			}
			if last.text("item") != want || first.text("item") != home {
				t.Errorf("%s: the trail leads from %s to %s", name, first.text("item"), last.text("item"))
			}
		}
	}
	for kind, want := range map[string]int{"Organization": 2, "WebSite": 2, "NewsArticle": 3, "Article": 1} {
		if types[kind] != want {
			t.Errorf("%d nodes are %s, want %d", types[kind], kind, want)
		}
	}

	of := func(name, kind string) node {
		t.Helper()
		nodes, _ := readGraph(s.read(t, name))
		i := slices.IndexFunc(nodes, func(n node) bool { return n["@type"] == kind })
		if i < 0 {
			t.Fatalf("%s has no %s", name, kind)
		}
		return nodes[i]
	}
	for _, test := range []struct {
		what, got, want string
	}{
		{"the address to search at", of("es/index.html", "WebSite").text("potentialAction", "target", "urlTemplate"), s.base + "es/search/?q={search_term_string}"},
		{"the name in Spanish", of("es/index.html", "Organization").text("name"), "Pequeño"},
		{"when the record was edited", of("matrix/index.html", "WebPage").text("mainEntity", "dateModified"), "2026-11-23"},
		{"what the data cover", of("matrix/index.html", "WebPage").text("mainEntity", "temporalCoverage"), "2022-06-10/2025-12-15"},
		{"the version of the data", of("matrix/index.html", "WebPage").text("mainEntity", "version"), "2026.11.22"},
		{"the same data on their page", of("data/index.html", "WebPage").text("mainEntity", "@id"), s.base + "matrix/#dataset"},
		{"the country of a page", of("signatories/mexico/index.html", "WebPage").text("about", "identifier"), "MEX"},
		{"a date of which the month is known", of("statements/first/index.html", "NewsArticle").text("datePublished"), "2022-06"},
		{"the day of a change that nobody made", of("statements/first/index.html", "NewsArticle").text("dateModified"), ""},
		{"the day of a change", of("analysis/yearly/index.html", "Article").text("dateModified"), "2025-09-30"},
		{"the day of the last correction", of("statements/corrected/index.html", "NewsArticle").text("dateModified"), "2025-01-02"},
		{"the author of an account", of("statements/first/index.html", "NewsArticle").text("author", "name"), "Small"},
		{"what an account is based on", of("statements/first/index.html", "NewsArticle").text("isBasedOn", "url"), "https://example.com/nota"},
		{"its title", of("statements/first/index.html", "NewsArticle").text("isBasedOn", "name"), "El programa <terminó>"},
		{"its translation", of("statements/first/index.html", "NewsArticle").text("workTranslation", "inLanguage"), "es"},
		{"its source", of("es/statements/first/index.html", "NewsArticle").text("translationOfWork", "url"), s.base + "statements/first/"},
		{"a correction", of("statements/corrected/index.html", "NewsArticle").text("correction", "text"), "The first version said ten for 5 < 6 & more."},
	} {
		if test.got != test.want {
			t.Errorf("%s is %q, want %q", test.what, test.got, test.want)
		}
	}
}

// node is an object of a graph.
type node map[string]any

// text follows keys, into the first element of lists, to a string; "" where there is none.
func (n node) text(keys ...string) string {
	var at any = map[string]any(n)
	for _, key := range keys {
		if list, ok := at.([]any); ok && len(list) > 0 {
			at = list[0]
		}
		m, _ := at.(map[string]any)
		at = m[key]
	}
	words, _ := at.(string)
	return words
}

var graphScript = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// readGraph takes the one graph out of a page and lists what is wrong with it.
func readGraph(page string) (nodes []node, faults []string) {
	scripts := graphScript.FindAllStringSubmatch(page, -1)
	if len(scripts) != 1 {
		return nil, []string{fmt.Sprintf("%d scripts of JSON-LD", len(scripts))}
	}
	var graph struct {
		Context string `json:"@context"`
		Graph   []node `json:"@graph"`
	}
	decoder := json.NewDecoder(strings.NewReader(scripts[0][1]))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&graph); err != nil {
		return nil, []string{err.Error()}
	}
	if graph.Context != "https://schema.org" || len(graph.Graph) == 0 {
		faults = append(faults, "not a graph of schema.org")
	}
	for _, n := range graph.Graph {
		if n["@type"] == nil {
			faults = append(faults, "a node without a type")
			n["@type"] = ""
		}
		faults = append(faults, n.faults()...)
	}
	return graph.Graph, faults
}

// schema is what each type must have and what it may have.
var schema = map[string]struct{ must, may string }{
	"Organization":      {"name", "@id url"},
	"WebSite":           {"@id name url", "description inLanguage license publisher potentialAction"},
	"SearchAction":      {"target query-input", ""},
	"EntryPoint":        {"urlTemplate", ""},
	"WebPage":           {"@id url name description inLanguage isPartOf", "about mainEntity"},
	"CollectionPage":    {"@id url name description inLanguage isPartOf", ""},
	"AboutPage":         {"@id url name description inLanguage isPartOf", ""},
	"BreadcrumbList":    {"itemListElement", ""},
	"ListItem":          {"position name item", ""},
	"Country":           {"name identifier", ""},
	"Dataset":           {"@id name description url identifier license creator dateModified version keywords inLanguage temporalCoverage spatialCoverage isAccessibleForFree distribution", ""},
	"DataDownload":      {"name encodingFormat contentUrl contentSize sha256", ""},
	"Article":           articleKeys,
	"NewsArticle":       articleKeys,
	"CreativeWork":      {"@id name inLanguage publisher", "url archivedAt datePublished"},
	"CorrectionComment": {"datePublished text", ""},
}

var articleKeys = struct{ must, may string }{
	"@id url inLanguage",
	"headline description datePublished author publisher mainEntityOfPage license isAccessibleForFree dateModified keywords translationOfWork workTranslation isBasedOn citation correction image",
}

// An article that a page is about has these too; one that is only named, as a translation, has not.
const wholeArticle = "headline description datePublished author publisher mainEntityOfPage"

var isoDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func (n node) faults() (faults []string) {
	kind, _ := n["@type"].(string)
	known, ok := schema[kind]
	if !ok {
		return []string{fmt.Sprintf("unknown type %q", kind)}
	}
	must, may := strings.Fields(known.must), strings.Fields(known.may)
	if kind == "Article" || kind == "NewsArticle" {
		if _, named := n["mainEntityOfPage"]; named || n["headline"] != nil {
			must = append(must, strings.Fields(wholeArticle)...)
		}
	}
	for _, key := range must {
		if n[key] == nil || n[key] == "" {
			faults = append(faults, fmt.Sprintf("%s has no %s", kind, key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(n)) {
		value := n[key]
		if key != "@type" && !slices.Contains(must, key) && !slices.Contains(may, key) {
			faults = append(faults, fmt.Sprintf("%s has an unknown key %s", kind, key))
		}
		words, isText := value.(string)
		if isText && words != html.UnescapeString(words) {
			faults = append(faults, fmt.Sprintf("%s: %s is escaped: %q", kind, key, words))
		}
		switch key {
		case "datePublished", "dateModified":
			if !isoDate.MatchString(words) {
				faults = append(faults, fmt.Sprintf("%s: %s is %q", kind, key, words))
			}
		case "@id", "url", "item", "contentUrl", "license", "mainEntityOfPage", "archivedAt", "image":
			if u, err := url.Parse(words); err != nil || u.Host == "" {
				faults = append(faults, fmt.Sprintf("%s: %s is %q, no full address", kind, key, words))
			}
		case "itemListElement":
			steps, _ := value.([]any)
			for i, step := range steps {
				if m, _ := step.(map[string]any); m["position"] != float64(i+1) {
					faults = append(faults, fmt.Sprintf("step %d is at position %v", i+1, m["position"]))
				}
			}
		}
		list, isList := value.([]any)
		if !isList {
			list = []any{value}
		}
		for _, element := range list {
			inner, isNode := element.(map[string]any)
			if isNode && (len(inner) != 1 || inner["@id"] == nil) { // more than a reference
				faults = append(faults, node(inner).faults()...)
			}
		}
	}
	return faults
}

// TestGraphReaderRefuses shows that the reader above can fail.
func TestGraphReaderRefuses(t *testing.T) {
	const sound = `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","@id":"https://x.example/#a","url":"https://x.example/","inLanguage":"en",` +
		`"headline":"H","description":"D","datePublished":"2026-01","author":{"@type":"Organization","name":"N"},"publisher":{"@type":"Organization","name":"N"},"mainEntityOfPage":"https://x.example/"},` +
		`{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Home","item":"https://x.example/"}]}]}</script>`
	if _, faults := readGraph(sound); faults != nil {
		t.Error(faults)
	}
	for old, new := range map[string]string{
		"<script": "<p", `"@context":"https://schema.org",`: "", `"headline":"H",`: "", "2026-01": "January", `"url":"https://x.example/"`: `"url":"/"`, `"name":"N"}`: `"name":""}`,
		"NewsArticle": "News", `"position":1`: `"position":"1"`, `"headline"`: `"name"`, `"D"`: `"D &amp; E"`, "}]}</": "}]</", `"@graph"`: `"graph"`,
	} {
		if _, faults := readGraph(strings.Replace(sound, old, new, 1)); !strings.Contains(sound, old) || len(faults) == 0 {
			t.Errorf("a graph with %q for %q is taken for sound", new, old)
		}
	}
}

// isFrame reports whether a page is one for partners: it describes nothing, because its full page does.
func isFrame(name string) bool {
	_, below, inside := strings.Cut("/"+name, "/embed/")
	return inside && strings.Contains(below, "/")
}
