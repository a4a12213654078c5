package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// citations checks every citation of the site, in its three forms, and that each cell with something found has one.
func (s builtSite) citations(t *testing.T) {
	keys, cited := map[string]string{}, map[string]citation{}
	for name, text := range contents(s.dir) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		found, faults := readCitations(text)
		complain(t, name, faults)
		for id, c := range found {
			address, _, _ := strings.Cut(c.csl.URL, "#")
			// A commitment cites what each government did under it by the address of that.
			page := strings.TrimSuffix(s.base+name, "index.html")
			if address != page && (!strings.Contains(name, "commitments/") || !strings.HasSuffix(c.csl.URL, "#"+path.Base(page))) {
				t.Errorf("%s: %s cites %s", name, id, c.csl.URL)
			}
			if other, taken := keys[c.bibtex.key]; taken {
				t.Errorf("%s: %s has the key %s, which %s has too", name, id, c.bibtex.key, other)
			}
			keys[c.bibtex.key] = name + " " + id
			cited[c.csl.URL] = c
		}
	}
	for _, name := range []string{
		"statements/first/", "analysis/yearly/", "matrix/", "signatories/spain/", "commitments/family-reunification/", "programmes/parole/", "es/statements/first/",
		"signatories/united-states/#family-reunification", "signatories/united-states/#safe-return-of-children", "es/signatories/united-states/#family-reunification",
	} {
		if _, there := cited[s.base+name]; !there {
			t.Errorf("there is no citation of %s", name)
		}
	}
	if _, there := cited[s.base+"signatories/mexico/#family-reunification"]; there {
		t.Error("a cell that holds nothing is cited")
	}

	const corrected = "Café & “children”: 100% {free} #1_x ~ C:\\path <b>"
	for name, want := range map[string]citation{
		"signatories/united-states/#family-reunification": {
			text: "Small, “United States: Reunite families: Reversed”. Newest report: 15 December 2025 · last edited: 23 November 2026: https://small.example/watch/signatories/united-states/#family-reunification",
			bibtex: bibtexEntry{"misc", "sw-signatories-united-states-family-reunification", map[string]string{
				"title": "United States: Reunite families: Reversed", "author": "Small", "year": "2026", "month": "11", "urldate": "2026-11-22",
				"url": "https://small.example/watch/signatories/united-states/#family-reunification", "note": "Newest report: 15 December 2025 · last edited: 23 November 2026.", "language": "en",
			}},
			csl: cslItem{Type: "webpage", Title: "United States: Reunite families: Reversed", Issued: cslDate{[][]int{{2026, 11, 22}}}},
		},
		"statements/corrected/": {
			text: "Small, “" + corrected + "”, 6 May 2024. Our account of a statement by Müller & Sons. Newest report: 15 December 2025 · last edited: 23 November 2026: https://small.example/watch/statements/corrected/",
			bibtex: bibtexEntry{"misc", "sw-statements-corrected", map[string]string{
				"title": corrected, "author": "Small", "year": "2024", "month": "5", "urldate": "2026-11-22",
				"url": "https://small.example/watch/statements/corrected/", "note": "Newest report: 15 December 2025 · last edited: 23 November 2026. Our account of a statement by Müller & Sons.", "language": "en",
			}},
			csl: cslItem{Type: "webpage", Title: corrected, Issued: cslDate{[][]int{{2024, 5, 6}}}},
		},
		"data/":             {csl: cslItem{Type: "dataset", Title: "Data", Issued: cslDate{[][]int{{2026, 11, 22}}}}},
		"matrix/":           {csl: cslItem{Type: "dataset", Title: "The matrix", Issued: cslDate{[][]int{{2026, 11, 22}}}}},
		"statements/first/": {csl: cslItem{Type: "webpage", Title: "A first statement", Issued: cslDate{[][]int{{2022, 6}}}}},
		"analysis/yearly/":  {csl: cslItem{Type: "webpage", Title: "What a year brought", Issued: cslDate{[][]int{{2025}}}}},
	} {
		got := cited[s.base+name]
		if want.text != "" && got.text != want.text {
			t.Errorf("%s is cited as\n%s\nwant\n%s", name, got.text, want.text)
		}
		if want.bibtex.key != "" && fmt.Sprint(got.bibtex) != fmt.Sprint(want.bibtex) {
			t.Errorf("%s is cited as\n%v\nwant\n%v", name, got.bibtex, want.bibtex)
		}
		if g, w := got.csl, want.csl; g.Type != w.Type || g.Title != w.Title || fmt.Sprint(g.Issued) != fmt.Sprint(w.Issued) {
			t.Errorf("%s is cited as\n%+v\nwant\n%+v", name, g, w)
		}
	}
}

// corrections checks that each correction is on the page, newest first, and in its byline.
func (s builtSite) corrections(t *testing.T) {
	text := s.read(t, "statements/corrected/index.html")
	block := between(text, `<section class="corrections"`, "</section>")
	first, second := strings.Index(block, "It also gave a wrong name"), strings.Index(block, "The first version said <em>ten</em> for 5 &lt; 6")
	if first < 0 || second < first || !strings.Contains(block, `<time datetime="2025-01-02">2 January 2025</time>`) || !strings.Contains(block, `href="/watch/method/"`) {
		t.Errorf("the corrections: %q", block)
	}
	if line := byline(text); !strings.Contains(line, `corrected on <time datetime="2025-01-02">`) || !strings.HasSuffix(line, "1\u00a0minute to read") {
		t.Errorf("the byline: %q", line)
	}
	if strings.Index(text, block) > strings.Index(text, `class="prose"`) {
		t.Error("the corrections stand below the text")
	}
	plain := s.read(t, "statements/first/index.html")
	if strings.Contains(plain, "orrect") {
		t.Error("a page without corrections speaks of some")
	}
	if line := byline(s.read(t, "es/statements/first/index.html")); !strings.HasSuffix(line, "1\u00a0minuto de lectura") {
		t.Errorf("the Spanish byline: %q", line)
	}
}

// byline returns the text of the byline of a page.
func byline(page string) string {
	line := between(page, `data-search="byline"`, "</p>")
	return strings.TrimSuffix(line[strings.Index(line, ">")+1:], "</span>")
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	inner, _, _ := strings.Cut(rest, to)
	return strings.TrimSpace(inner)
}

// citation is one thing, cited in three forms.
type citation struct {
	text   string
	bibtex bibtexEntry
	csl    cslItem
}

type bibtexEntry struct {
	kind   string // misc or dataset
	key    string
	fields map[string]string // as they were before they were escaped
}

// What CSL-JSON 1.0.2 calls the things we use; nothing else may be there.
type (
	cslItem struct {
		ID        string    `json:"id"`
		Type      string    `json:"type"`
		Title     string    `json:"title"`
		Author    []cslName `json:"author"`
		Container string    `json:"container-title"`
		Issued    cslDate   `json:"issued"`
		Accessed  cslDate   `json:"accessed"`
		URL       string    `json:"URL"`
		Language  string    `json:"language"`
		Note      string    `json:"note"`
		Version   string    `json:"version"`
	}
	cslName struct {
		Literal string `json:"literal"`
	}
	cslDate struct {
		Parts [][]int `json:"date-parts"`
	}
)

var citedForm = regexp.MustCompile(`(?s)<pre id="([a-z0-9-]+)-(text|bibtex|csl)">(.*?)</pre>`)

// readCitations takes the citations out of a page, by the id of their block, and lists what is wrong with them.
func readCitations(page string) (found map[string]citation, faults []string) {
	found = map[string]citation{}
	forms := map[string]int{}
	for _, m := range citedForm.FindAllStringSubmatch(page, -1) {
		id, form, text := m[1], m[2], html.UnescapeString(m[3])
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Sprintf("%s-%s: ", id, form)+fmt.Sprintf(format, args...))
		}
		c := found[id]
		forms[id]++
		switch form {
		case "text":
			c.text = text
		case "bibtex":
			entry, err := readBibtex(text)
			if err != nil {
				fault("%v in\n%s", err, text)
			}
			c.bibtex = entry
		case "csl":
			item, err := readCSL(text)
			if err != nil {
				fault("%v in\n%s", err, text)
			}
			c.csl = item
		}
		found[id] = c
		if !strings.Contains(page, `<button type="button" data-copy="`+id+"-"+form+`" hidden>`) {
			fault("no hidden button copies it")
		}
	}
	for id, n := range forms {
		if n != 3 {
			faults = append(faults, fmt.Sprintf("%s has %d forms", id, n))
		}
		c := found[id]
		if c.bibtex.fields["title"] != c.csl.Title || c.bibtex.fields["url"] != c.csl.URL || !strings.Contains(c.text, c.csl.Title) || !strings.HasSuffix(c.text, " "+c.csl.URL) {
			faults = append(faults, fmt.Sprintf("%s: its forms differ: %+v", id, c))
		}
		data := c.csl.Type == "dataset"
		if data != (c.bibtex.kind == "dataset") || data != (c.csl.Version != "") || c.csl.Version != c.bibtex.fields["version"] {
			faults = append(faults, fmt.Sprintf("%s: of type %s, version %q, as BibTeX %+v", id, c.csl.Type, c.csl.Version, c.bibtex))
		}
	}
	return found, faults
}

var (
	bibtexOpen  = regexp.MustCompile(`^@(misc|dataset)\{([a-z0-9-]+),\n`)
	bibtexField = regexp.MustCompile(`^  ([a-z]+) = \{`)
)

// readBibtex reads one entry: fields in braces that match, each field once, and no character that TeX takes for a command
// unless it is escaped. Addresses and keys are not changed.
func readBibtex(text string) (bibtexEntry, error) {
	entry := bibtexEntry{fields: map[string]string{}}
	open := bibtexOpen.FindStringSubmatch(text)
	if open == nil {
		return entry, fmt.Errorf("no entry opens")
	}
	entry.kind, entry.key = open[1], open[2]
	rest := text[len(open[0]):]
	for rest != "}" {
		m := bibtexField.FindStringSubmatch(rest)
		if m == nil {
			return entry, fmt.Errorf("no field at %q", rest)
		}
		rest = rest[len(m[0]):]
		end := bibtexEnd(rest)
		if end < 0 {
			return entry, fmt.Errorf("field %s is not closed", m[1])
		}
		value := rest[:end]
		rest = strings.TrimPrefix(rest[end+1:], ",")
		if !strings.HasPrefix(rest, "\n") {
			return entry, fmt.Errorf("field %s does not end its line", m[1])
		}
		rest = rest[1:]
		if _, twice := entry.fields[m[1]]; twice || value == "" {
			return entry, fmt.Errorf("field %s is empty or there twice", m[1])
		}
		if m[1] == "title" || m[1] == "author" { // kept as it is written by a second pair
			if !strings.HasPrefix(value, "{") || bibtexEnd(value[1:]) != len(value)-2 {
				return entry, fmt.Errorf("field %s is not guarded by braces", m[1])
			}
			value = value[1 : len(value)-1]
		}
		if m[1] != "url" {
			plain, err := unescapeBibtex(value)
			if err != nil {
				return entry, fmt.Errorf("field %s: %v", m[1], err)
			}
			value = plain
		}
		entry.fields[m[1]] = value
	}
	for _, must := range []string{"title", "author", "year", "url", "urldate"} {
		if entry.fields[must] == "" {
			return entry, fmt.Errorf("no field %s", must)
		}
	}
	return entry, nil
}

// bibtexEnd gives the place of the brace that closes the one before the text, or -1. BibTeX counts escaped ones too.
func bibtexEnd(text string) int {
	depth := 1
	for i := range len(text) {
		switch {
		case text[i] == '{' && (i == 0 || text[i-1] != '\\'):
			depth++
		case text[i] == '}' && (i == 0 || text[i-1] != '\\'):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var bibtexCommands = strings.NewReplacer(
	`\textbackslash{}`, `\`, `\textasciitilde{}`, `~`, `\textasciicircum{}`, `^`,
	`\&`, `&`, `\%`, `%`, `\$`, `$`, `\#`, `#`, `\_`, `_`, `\{`, `{`, `\}`, `}`,
)

var bibtexBare = regexp.MustCompile(`\\(?:text[a-z]+\{\}|[&%$#_{}])|([\\&%$#_{}~^])`)

func unescapeBibtex(value string) (string, error) {
	for _, m := range bibtexBare.FindAllStringSubmatch(value, -1) {
		if m[1] != "" {
			return "", fmt.Errorf("%q stands bare", m[1])
		}
	}
	return bibtexCommands.Replace(value), nil
}

// readCSL reads a list of one item.
func readCSL(text string) (cslItem, error) {
	var items []cslItem
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&items); err != nil {
		return cslItem{}, err
	}
	if len(items) != 1 {
		return cslItem{}, fmt.Errorf("%d items", len(items))
	}
	item := items[0]
	if item.ID == "" || item.Title == "" || item.URL == "" || len(item.Author) != 1 || item.Author[0].Literal == "" {
		return item, fmt.Errorf("no id, title, address or author")
	}
	if !slices.Contains([]string{"webpage", "dataset"}, item.Type) {
		return item, fmt.Errorf("type %q", item.Type)
	}
	for _, date := range []cslDate{item.Issued, item.Accessed} {
		if len(date.Parts) != 1 || len(date.Parts[0]) < 1 || len(date.Parts[0]) > 3 {
			return item, fmt.Errorf("date %v", date)
		}
	}
	return item, nil
}

// TestCitationReadersRefuse shows that the readers above can fail.
func TestCitationReadersRefuse(t *testing.T) {
	const bibtex = "@misc{ladw-x,\n  title = {{A \\& \\{b\\} \\textbackslash{}}},\n  author = {{N}},\n  year = {2026},\n  url = {https://x.example/#a_b},\n  urldate = {2026-01-01}\n}"
	entry, err := readBibtex(bibtex)
	if err != nil || entry.fields["title"] != `A & {b} \` || entry.fields["url"] != "https://x.example/#a_b" {
		t.Errorf("%v: %v", err, entry)
	}
	for old, new := range map[string]string{
		"@misc": "@online", "ladw-x": "ladw-é", "\\&": "&", "\\{b": "{b", "{{A": "{A", "{}}},\n  author": "{}},\n  author", "{2026}": "{}", "year": "title", "  url =": "  link =", "{N}": "N",
		"},\n  urldate": ",\n  urldate", "\n}": "",
	} {
		if _, err := readBibtex(strings.Replace(bibtex, old, new, 1)); !strings.Contains(bibtex, old) || err == nil {
			t.Errorf("BibTeX with %q for %q is taken for sound", new, old)
		}
	}
	const csl = `[{"id":"i","type":"webpage","title":"T","author":[{"literal":"N"}],"issued":{"date-parts":[[2026,1]]},"accessed":{"date-parts":[[2026,1,1]]},"URL":"https://x.example/"}]`
	if _, err := readCSL(csl); err != nil {
		t.Error(err)
	}
	for old, new := range map[string]string{
		"webpage": "page", `"T"`: `""`, "[[2026,1]]": "[]", "[[2026,1,1]]": "[2026,1,1]", `"literal"`: `"name"`, "[2026,1,1]": "[2026,1,1,1]", `"URL"`: `"uri"`, "2026": `"2026"`, `/"}]`: `/"}`,
	} {
		if _, err := readCSL(strings.Replace(csl, old, new, 1)); !strings.Contains(csl, old) || err == nil {
			t.Errorf("CSL-JSON with %q for %q is taken for sound", new, old)
		}
	}
}

// TestCopyInBrowser copies a citation in a real browser: with a clipboard, and without one.
func TestCopyInBrowser(t *testing.T) {
	t.Parallel()
	site := bilingual(t)
	server := httptest.NewServer(http.StripPrefix("/watch/", http.FileServer(http.Dir(site.dir))))
	defer server.Close()
	tab := browser(t)
	for _, test := range []struct {
		page, id, clipboard, copied string
	}{
		{"commitments/family-reunification/", "cite-united-states-bibtex", `{writeText: async text => { window.taken = text }}`, "Copied"},
		{"es/signatories/united-states/", "cite-csl", `{writeText: async text => { window.taken = text }}`, "Copiado"},
		{"statements/first/", "cite-text", `{writeText: async () => { throw new Error("closed") }}`, "Selected. Copy it now."},
		{"statements/first/", "cite-text", `undefined`, "Selected. Copy it now."},
	} {
		var hidden, works bool
		var status, label, text, taken string
		button := fmt.Sprintf(`document.querySelector('[data-copy="%s"]')`, test.id)
		err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/watch/"+test.page))
		if err == nil {
			works, err = chromedp.Run(tab, chromedp.Evaluate[bool](`(async () => {
				for (let i = 0; i < 100 && `+button+`.hidden; i++) await new Promise(next => setTimeout(next, 50));
				Object.defineProperty(navigator, "clipboard", {value: `+test.clipboard+`, configurable: true});
				document.execCommand = () => false;
				const button = `+button+`;
				button.closest("details").open = true;
				button.click();
				for (let i = 0; i < 100 && !document.querySelector("p[role=status]").textContent; i++) await new Promise(next => setTimeout(next, 50));
				return true;
			})()`, chromedp.EvalAwaitPromise))
		}
		for expression, into := range map[string]*string{
			`[...document.querySelectorAll("p[role=status]")].map(p => p.textContent).join("")`: &status,
			button + `.textContent`: &label, `document.getElementById("` + test.id + `").textContent`: &text,
			`window.taken ?? getSelection().toString()`: &taken,
		} {
			if err == nil {
				*into, err = chromedp.Run(tab, chromedp.Evaluate[string](expression))
			}
		}
		if err == nil {
			hidden, err = chromedp.Run(tab, chromedp.Evaluate[bool](button+`.hidden`))
		}
		if err != nil {
			t.Fatal(err)
		}
		if hidden || !works || status != test.copied || label != test.copied || text == "" || strings.TrimSpace(taken) != text {
			t.Errorf("%s %s: hidden %v, status %q, button %q, want %q; taken %q of %q", test.page, test.id, hidden, status, label, test.copied, taken, text)
		}
	}
}
