package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
)

// payloads are what the injection test writes into a value, the strongest first: markup that ends whatever element it is
// in and begins others, then what an address may contain. The number is of the place where it was written.
var payloads = []string{
	`Q"'` + "`" + `></title></style></textarea></noscript></pre></script><script>evil(%[1]d)</script><img/src=//evil.example/%[1]d/onerror=evil(%[1]d)><dialog/open>]]>--></svg>evil`,
	`'"><script>evil(%[1]d)</script><dialog/open>evil`,
	`?evil=%[1]d'"<`,
}

// TestInjection writes a payload into every text and address of the project that check lets it into: records, front
// matter, config.toml and the words of the layouts. In the finished site it is text and nothing else, in every format.
func TestInjection(t *testing.T) {
	t.Parallel()
	known := markup{}
	for name, text := range contents(bilingual(t).dir) {
		known.learn(name, text)
	}

	dir := t.TempDir()
	bilingualProject(t, dir)
	places := inject(t, dir)
	mustRun(t, dir, "build", "-as-of", "2026-11-22")
	public := filepath.Join(dir, "public")
	site := contents(public)
	found := map[string]int{} // files that contain the payload, by extension
	reported := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(site)) {
		inspected := &inspection{known: known}
		inspected.file(name, site[name])
		for _, fault := range inspected.faults {
			from := "" // where the payload was written
			if call := numbered.FindStringSubmatch(fault); call != nil {
				n, _ := strconv.Atoi(call[1])
				from = places[n]
			}
			if kind := from + strings.SplitN(fault, ":", 2)[0]; !reported[kind] { // once for each value
				reported[kind] = true
				t.Errorf("%s, from %s: %s", name, from, fault)
			}
		}
		if inspected.seen {
			found[path.Ext(name)]++
		}
	}
	for _, ext := range []string{".html", ".xml", ".json", ".csv", ".svg", ".xlsx", ".zip"} {
		if found[ext] == 0 {
			t.Errorf("no file %s contains the payload: the test proves nothing about them", ext)
		}
	}

	t.Run("in a browser", func(t *testing.T) {
		withPolicy, err := hosting.Open(public)
		if err != nil {
			t.Fatal(err)
		}
		for policy, handler := range map[string]http.Handler{"with CSP": answers(withPolicy), "without CSP": http.FileServer(http.Dir(public))} {
			t.Run(policy, func(t *testing.T) {
				server := httptest.NewServer(handler)
				t.Cleanup(server.Close)
				b := openTab(t, server.URL+"/", look{}) // reports what runs, and what is requested elsewhere
				pages := heaviestOfEachFolder(site)
				if policy == "with CSP" && !slow() { // without it more could run
					pages = pages[:min(10, len(pages))]
				}
				for _, page := range pages {
					b.open(page)
					b.unfold(true)
				}
				b.open("search/?q=evil")
				b.until(`document.querySelector("#results a") !== null`)
			})
		}
	})
}

var numbered = regexp.MustCompile(`evil[(=](\d+)`)

// inject writes payloads into a project, as many as check accepts, and returns where each is.
func inject(t *testing.T, dir string) (places []string) {
	t.Helper()
	type edit struct {
		leaf
		number int
	}
	var edits []edit
	for _, f := range readTOML(t, dir) {
		for _, l := range f.leaves() {
			text, is := l.value.(string)
			ours := f.name != "config.toml" || l.path[0] == "title" || l.path[0] == "params" || l.path[0] == "languages" && l.key() != "locale" && l.path[2] != "outputs"
			if is && ours && !plainWord.MatchString(text) && !strings.Contains(text, "small.example,2026") {
				edits = append(edits, edit{l, len(places)})
				places = append(places, l.String())
			}
		}
	}
	// check refuses the same keys everywhere: side by side they are found in fewer steps.
	slices.SortStableFunc(edits, func(a, b edit) int { return slices.Compare(a.path, b.path) })
	apply := func(edits []edit, form string) {
		changed := map[*tomlFile]bool{}
		for _, e := range edits {
			value := e.value.(string)
			if form != "" {
				value += fmt.Sprintf(form, e.number)
			}
			e.set(value)
			changed[e.file] = true
		}
		for f := range changed {
			f.save(t, dir)
		}
	}
	// Of a group that check refuses, the values on the lines of the problems are refused; where there are none, the group is
	// halved until only the refused ones are left.
	var refused []edit
	var try func(group []edit, form string)
	try = func(group []edit, form string) {
		for len(group) > 0 {
			apply(group, form)
			problems := checkErrors(t, dir)
			if len(problems) == 0 {
				return
			}
			blamed := numbersOn(dir, problems)
			apply(group, "")
			if len(group) == 1 {
				refused = append(refused, group[0])
				return
			}
			rest := slices.DeleteFunc(slices.Clone(group), func(e edit) bool { return blamed[e.number] })
			if len(rest) == len(group) {
				try(group[:len(group)/2], form)
				group = group[len(group)/2:]
				continue
			}
			for _, e := range group {
				if blamed[e.number] {
					refused = append(refused, e)
				}
			}
			group = rest
		}
	}
	for _, form := range payloads {
		group := edits
		if form != payloads[0] {
			group = slices.Clone(refused)
		}
		refused = nil
		try(group, form)
		t.Logf("%d of %d values take %.30s", len(group)-len(refused), len(group), form)
	}
	for _, e := range refused {
		t.Logf("check refuses every payload in %s = %q", e.leaf, e.value)
	}
	return places
}

// numbersOn returns the numbers of the payloads on the lines that problems are reported at.
func numbersOn(dir string, problems []diag.Problem) map[int]bool {
	numbers := map[int]bool{}
	for _, p := range problems {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p.At.File)))
		if err != nil { // the problem is of no file
			continue
		}
		if lines := strings.Split(string(text), "\n"); p.At.Line > 0 && p.At.Line <= len(lines) {
			for _, call := range numbered.FindAllStringSubmatch(lines[p.At.Line-1], -1) {
				n, _ := strconv.Atoi(call[1])
				numbers[n] = true
			}
		}
	}
	return numbers
}

// heaviestOfEachFolder lists the heaviest page of each folder of a built site, by path, without old addresses.
func heaviestOfEachFolder(site map[string]string) []string {
	heaviest := map[string]string{}
	for name, text := range site {
		page, is := strings.CutSuffix(name, "index.html")
		if !is || strings.Contains(text, `http-equiv="refresh"`) || strings.Contains(text, "http-equiv=refresh") { // an old address
			continue
		}
		folder := path.Dir(strings.TrimSuffix(page, "/"))
		if folder == "." {
			folder = page
		}
		if other, seen := heaviest[folder]; !seen || len(text) > len(site[other+"index.html"]) {
			heaviest[folder] = page
		}
	}
	return slices.Sorted(maps.Values(heaviest))
}

// markup is which elements, and which attributes of them, a site without a payload has.
type markup map[string]bool

// learn adds the markup of a file. An inspection that knows nothing finds all of it new.
func (m markup) learn(name, text string) {
	in := &inspection{known: m, learns: true}
	in.file(name, text)
}

// inspection is what is found in one file.
type inspection struct {
	known  markup
	learns bool // what is found becomes known
	seen   bool // the payload is there
	faults []string
}

// meet compares a part of the markup with what is known.
func (in *inspection) meet(part string, where func() string) {
	if in.learns {
		in.known[part] = true
	} else if !in.known[part] {
		in.fault("the payload became markup: %s in %s", part, where())
	}
}

func (in *inspection) fault(format string, args ...any) {
	in.faults = append(in.faults, fmt.Sprintf(format, args...))
}

func (in *inspection) file(name, text string) {
	in.seen = in.seen || strings.Contains(text, "evil")
	switch path.Ext(name) {
	case ".html":
		in.html(text)
	case ".xml", ".svg":
		in.xml(text)
	case ".json":
		in.json(text)
	case ".csv":
		in.csv(text)
	case ".css", ".js", ".png":
		if strings.Contains(text, "evil") {
			in.fault("contains the payload: %s", around(text, "evil"))
		}
	case ".xlsx", ".zip":
		in.archive(text)
	default: // of lines
		if strings.Contains(text, "<script>") && strings.Contains(name, "_headers") {
			in.fault("contains the payload: %s", around(text, "evil"))
		}
	}
}

// html parses a page as a browser with a script does, and as one without.
func (in *inspection) html(text string) {
	for _, scripting := range []bool{true, false} {
		document, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(scripting))
		if err != nil {
			in.fault("%v", err)
			return
		}
		for node := range document.Descendants() {
			in.node(node)
		}
	}
}

// addressed are the attributes whose value a browser may load, open or send to.
var addressed = []string{"href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "background", "ping", "manifest", "xlink:href"}

func (in *inspection) node(node *html.Node) {
	if node.Type == html.TextNode && node.Parent != nil && strings.Contains(node.Data, "evil") {
		switch parent := node.Parent; parent.Data {
		case "script":
			if kind := attribute(parent, "type"); kind != "application/ld+json" && kind != "application/json" {
				in.fault("a script contains the payload: %s", around(node.Data, "evil"))
			} else {
				in.json(node.Data)
			}
		case "style":
			in.fault("a style element contains the payload: %s", around(node.Data, "evil"))
		}
	}
	if node.Type != html.ElementNode {
		return
	}
	where := func() string { return render(node) }
	in.meet("<"+node.Data+">", where)
	for _, a := range node.Attr {
		in.meet("<"+node.Data+" "+a.Key+">", where)
		switch {
		case strings.HasPrefix(a.Key, "on"):
			in.fault("event handler %s in %s", a.Key, render(node))
		case (a.Key == "style" || a.Key == "srcdoc") && strings.Contains(a.Val, "evil"):
			in.fault("%s contains the payload: %s", a.Key, render(node))
		case slices.Contains(addressed, a.Key):
			in.address(a.Val, where)
		case node.Data == "meta" && a.Key == "content" && attribute(node, "http-equiv") != "" && strings.Contains(a.Val, "evil"):
			in.fault("the payload acts as a header: %s", render(node))
		}
	}
}

func (in *inspection) address(address string, where func() string) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil && strings.Contains(address, "evil"):
		in.fault("an address that is not one: %v in %s", err, where())
	case err == nil && (u.Host == "evil.example" || !slices.Contains([]string{"", "http", "https", "mailto", "data"}, u.Scheme) || u.Scheme == "data" && u.Opaque != ","):
		in.fault("leads to %q in %s", address, where())
	}
}

// xml parses strictly: markup that a payload added is markup that the clean site does not have, or not well-formed.
func (in *inspection) xml(text string) {
	if err := wellFormed(text); err != nil {
		in.fault("%v", err)
	}
	for part, value := range xmlParts(text) {
		in.meet(part, func() string { return value })
		if strings.Contains(value, "<") && strings.Contains(part, ":text") { // HTML within a feed
			in.html(value)
		}
	}
}

func wellFormed(text string) error {
	for decoder := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// xmlParts returns the elements and attributes of a document, and as "<element>:text" the last text within each.
func xmlParts(text string) map[string]string {
	parts := map[string]string{}
	var open []string
	for decoder := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := decoder.Token()
		if err != nil {
			return parts
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			parts["xml <"+token.Name.Local+">"] = ""
			for _, a := range token.Attr {
				parts["xml <"+token.Name.Local+" "+a.Name.Local+">"] = a.Value
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && (open[len(open)-1] == "content" || open[len(open)-1] == "html") {
				parts["xml <"+open[len(open)-1]+">:text"] += string(token)
			}
		}
	}
}

// bare matches a key without anything that has a meaning in markup, such as a word of the search.
var bare = regexp.MustCompile(`^[\pL\pN *]+$`)

// json parses the text; the value of a key for HTML is inspected as such.
func (in *inspection) json(text string) {
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		in.fault("%v", err)
	}
	var walk func(key string, value any)
	walk = func(key string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, value := range v {
				if strings.Contains(key, "evil") && !bare.MatchString(key) {
					in.fault("a key contains the payload: %q", key)
				}
				walk(key, value)
			}
		case []any:
			for _, value := range v {
				walk(key, value)
			}
		case string:
			if key == "content_html" || key == "html" {
				in.html(v)
			}
		}
	}
	walk("", value)
}

func (in *inspection) csv(text string) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		in.fault("%v", err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+@\t\r", rune(cell[0])) {
				in.fault("a spreadsheet takes %.60q for a formula", cell)
			}
		}
	}
}

// archive inspects what is packed. In a workbook every part is XML.
func (in *inspection) archive(text string) {
	packed, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		in.fault("%v", err)
		return
	}
	for _, f := range packed.File {
		r, err := f.Open()
		if err != nil {
			in.fault("%v", err)
			continue
		}
		var b bytes.Buffer
		if _, err := io.Copy(&b, r); err != nil {
			in.fault("%v", err)
		}
		name := f.Name
		if path.Ext(name) == ".rels" {
			name += ".xml"
		}
		in.file(name, b.String())
	}
}

func attribute(node *html.Node, key string) string {
	for _, a := range node.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// render returns an element as markup, shortened.
func render(node *html.Node) string {
	var out strings.Builder
	_ = html.Render(&out, node)
	return fmt.Sprintf("%.300s", out.String())
}

// around returns what is around the first place of a word.
func around(text, word string) string {
	at := max(0, strings.Index(text, word)-100)
	return text[at:min(len(text), at+300)]
}
