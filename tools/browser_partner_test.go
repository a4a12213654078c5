package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// framesList is /embed/frames.json as the page for partners reads it.
type framesList struct {
	Site    string
	Release *struct{ Name, Path string }
	Frames  []listedFrame
}

type listedFrame struct {
	Language, Address, Kind, Title, Alt, Path, Page, Paste string

	Heights        []area
	Frozen         *frozenFrame
	SVG, PNG, Card *stillPicture
	Square         *stillPicture
	CardAlt        string `json:"card_alt"`
}

type frozenFrame struct {
	Path    string
	Heights []area
}

type stillPicture struct {
	Path string
	area
}

type area struct{ Width, Height int }

// readFrames reads the list of a built site.
func readFrames(t *testing.T, site *finished) framesList {
	t.Helper()
	var list framesList
	if err := json.Unmarshal([]byte(site.files["embed/frames.json"]), &list); err != nil || len(list.Frames) == 0 {
		t.Fatalf("%d frames, %v", len(list.Frames), err)
	}
	return list
}

func (l framesList) find(t *testing.T, language, address string) listedFrame {
	t.Helper()
	for _, f := range l.Frames {
		if f.Language == language && f.Address == address {
			return f
		}
	}
	t.Fatalf("there is no frame %s in %s", address, language)
	return listedFrame{}
}

// need is the height for a column that is nowhere narrower than a width.
func need(heights []area, width int) string {
	most := 0
	for _, at := range heights {
		if at.Width >= width {
			most = max(most, at.Height)
		}
	}
	return strconv.Itoa(most)
}

// snippets takes apart every form that the page for partners offers: what a browser makes of it, by the form's id.
const snippets = `(() => {
	const forms = {};
	for (const section of document.querySelectorAll("[data-offer]")) {
		if (!section.checkVisibility()) continue;
		const code = section.querySelector("pre").textContent;
		// The policy of this page refuses the style, which partners' pages allow.
		const parsed = new DOMParser().parseFromString(code.replace(" style=", " data-style="), "text/html");
		const parts = (forms[section.getAttribute("aria-labelledby").replace("form-", "")] = {code: [code], text: [parsed.body.textContent.trim()]});
		for (const e of parsed.querySelectorAll("*")) {
			for (const a of e.attributes) (parts[e.localName + " " + a.name] ??= []).push(a.value);
			if (e.localName === "script") parts.script = [e.textContent];
		}
	}
	return forms;
})()`

// expected is what must be among the parts of each form, for a frame in a scheme ("" or "#dark"), a width and a height.
func (l framesList) expected(f listedFrame, scheme string, width int, height string) map[string]map[string]string {
	page := l.Site + f.Page
	framed := func(src, height, sandbox string) map[string]string {
		return map[string]string{
			"iframe src": l.Site + src + scheme, "iframe title": f.Title, "iframe width": "100%", "iframe height": height, "iframe loading": "lazy",
			"iframe sandbox": sandbox, "iframe referrerpolicy": "no-referrer", "iframe frameborder": "0", "a href": page,
		}
	}
	const sandbox = "allow-popups allow-popups-to-escape-sandbox"
	measured := framed(f.Path+"auto.html", height, "allow-scripts allow-same-origin "+sandbox)
	measured["script"] = strings.TrimSuffix(l.Site, "/")
	all := map[string]map[string]string{
		"live":      framed(f.Path, height, sandbox),
		"measured":  measured,
		"quotation": {"blockquote cite": page, "blockquote lang": f.Language, "a href": page, "p lang": f.Language, "text": f.Alt},
		"oembed":    {"code": l.Site + cmp.Or(f.Paste, f.Page)},
	}
	if f.Frozen != nil {
		all["frozen"] = framed(f.Frozen.Path, need(f.Frozen.Heights, width), sandbox)
	}
	picture := func(p *stillPicture) map[string]string {
		return map[string]string{
			"img src": l.Site + p.Path, "img alt": f.Alt, "img width": strconv.Itoa(p.Width), "img height": strconv.Itoa(p.Height),
			"img loading": "lazy", "img data-style": "max-width: 100%; height: auto", "a href": page, "a lang": f.Language,
		}
	}
	if f.SVG != nil {
		all["svg"] = picture(f.SVG)
	}
	if f.CardAlt != "" {
		all["card"] = map[string]string{"code": f.CardAlt}
	}
	if f.PNG != nil {
		all["png"] = picture(f.PNG)
		all["markdown"] = map[string]string{"code": "](" + l.Site + f.PNG.Path + ")](" + page + ")"}
	}
	return all
}

// TestPartnerPage: what a partner chooses is in every form, in the preview and in the address, and Back works.
func TestPartnerPage(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	source, other := site.languages.Source, site.other()
	list := readFrames(t, site)
	b := openTab(t, site.origin, look{})
	texts := func() []string {
		return ask[[]string](b, `[...document.querySelectorAll("[data-form]")].map((e) => e.textContent)`)
	}
	holds := func(f listedFrame, scheme string, width int, height string) {
		t.Helper()
		where := fmt.Sprintf("%s %s%s %d × %s", f.Language, f.Address, scheme, width, height)
		parts := ask[map[string]map[string][]string](b, snippets)
		want := list.expected(f, scheme, width, height)
		if got := slices.Sorted(maps.Keys(parts)); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
			t.Errorf("%s: offers %q, want %q", where, got, slices.Sorted(maps.Keys(want)))
		}
		for form, want := range want {
			for part, value := range want {
				got := parts[form][part]
				exact := strings.Contains(part, " ") || form == "oembed"
				if len(got) != 1 || exact && got[0] != value || !strings.Contains(got[0], value) {
					t.Errorf("%s, %s: %s is %q, want %q", where, form, part, got, value)
				}
			}
		}
		offered := ask[[]string](b, `[...document.querySelectorAll("[data-picture]")].filter((e) => e.checkVisibility()).map((e) => e.getAttribute("href").slice(1))`)
		var pictures []string
		for _, p := range []*stillPicture{f.Card, f.Square} {
			if p != nil {
				pictures = append(pictures, p.Path)
			}
		}
		if !slices.Equal(offered, pictures) {
			t.Errorf("%s: offers the pictures %q, want %q", where, offered, pictures)
		}
		for _, p := range pictures {
			if site.files[p] == "" {
				t.Errorf("%s: there is no %s", where, p)
			}
		}
		shown := ask[map[string]string](b, `(() => {
			const frame = document.querySelector(".trial iframe");
			return {...Object.fromEntries([...frame.attributes].map((a) => [a.name, a.value])), wide: String(frame.clientWidth), high: String(frame.clientHeight)};
		})()`)
		for part, value := range want["live"] {
			if name, is := strings.CutPrefix(part, "iframe "); is && strings.TrimPrefix(shown[name], "/") != strings.TrimPrefix(value, list.Site) {
				t.Errorf("%s: the preview has %s=%q, the code %q", where, name, shown[name], value)
			}
		}
		if shown["wide"] != strconv.Itoa(width) || shown["high"] != height {
			t.Errorf("%s: the preview is %s × %s", where, shown["wide"], shown["high"])
		}
	}

	b.open("embed/")
	first := list.find(t, source, "matrix")
	holds(first, "", 640, need(first.Heights, 640))
	said := [][]string{texts()}
	live := ask[int](b, `[...document.querySelectorAll("[data-form]")].findIndex((e) => e.id === "form-live-code")`)
	addresses := []string{"embed/"}
	of := func(kind string) string { // the address of the last frame of a kind
		for _, f := range slices.Backward(list.Frames) {
			if f.Kind == kind {
				return f.Address
			}
		}
		t.Fatalf("no frame of the kind %s", kind)
		return ""
	}
	commitment := of("commitment")
	show, framed := "?show="+url.QueryEscape(commitment), list.find(t, other, commitment)
	lang := show
	if other != source {
		lang += "&lang=" + other
	}
	for _, step := range []struct {
		name, value, query string
		frame              listedFrame
		scheme             string
		width              int
		height, status     string
	}{
		{"show", commitment, show, list.find(t, source, commitment), "", 640, "", ""},
		{"lang", other, lang, framed, "", 640, "", ""},
		{"scheme", "dark", lang + "&scheme=dark", framed, "#dark", 640, "", ""},
		{"width", "320", lang + "&scheme=dark&width=320", framed, "#dark", 320, "", ""},
		{"height", "500", lang + "&scheme=dark&width=320&height=500", framed, "#dark", 320, "500", need(framed.Heights, 320)},
		{"scheme", "light", lang + "&scheme=light&width=320&height=500", framed, "#light", 320, "500", need(framed.Heights, 320)},
		{"width", "1100", lang + "&scheme=light&width=1100", framed, "#light", 1100, "", ""},
	} {
		if step.name == "height" {
			ask[any](b, fmt.Sprintf(`(() => {
				const field = document.querySelector("form.picker [name=height]");
				field.value = %q;
				field.dispatchEvent(new Event("change", {bubbles: true}));
			})()`, step.value))
		} else {
			b.choose(step.name, step.value)
		}
		if step.height == "" {
			step.height = need(step.frame.Heights, step.width)
		}
		b.until(fmt.Sprintf(`location.search === %q && document.querySelector(".trial iframe").getAttribute("src") === %q && document.querySelector(".trial iframe").height === %q`,
			step.query, "/"+step.frame.Path+step.scheme, step.height))
		holds(step.frame, step.scheme, step.width, step.height)
		status := ask[string](b, `document.querySelector(".picker [role=status]").textContent`)
		if (status != "") != (step.status != "") || !strings.Contains(status, step.status) {
			t.Errorf("%s: the status is %q, want %q", step.query, status, step.status)
		}
		said = append(said, texts())
		addresses = append(addresses, "embed/"+step.query)
	}
	for i := len(said) - 2; i >= 0; i-- {
		b.do(chromedp.NavigateBack())
		// The forms of the first state are those that Hugo wrote: byte by byte the same.
		b.until(fmt.Sprintf(`document.getElementById("form-live-code").textContent === %q`, said[i][live]))
		for at, text := range texts() {
			if text != said[i][at] {
				t.Errorf("Back to /%s brings %q, want %q", addresses[i], text, said[i][at])
			}
		}
	}
	b.open(addresses[5])
	b.until(fmt.Sprintf(`document.getElementById("form-live-code").textContent === %q`, said[5][live]))
	if !slices.Equal(texts(), said[5]) {
		t.Error("the address opened fresh brings another code")
	}
	if chosen := ask[string](b, `[...document.querySelector("form.picker").elements].map((e) => e.value).join()`); chosen != commitment+",,"+other+",dark,320,500" {
		t.Errorf("the form shows %q", chosen)
	}
	b.open("embed/?show=nothing&width=7&lang=xx&height=-3")
	b.until(fmt.Sprintf(`document.getElementById("form-live-code").textContent === %q`, said[0][live]))

	// A government on one commitment has a frame with a list of its own, which has no picture.
	b.open("embed/?show=" + of("signatory") + "&on=" + path.Base(commitment))
	cell := "embed/cell/" + path.Base(of("signatory")) + "/" + path.Base(commitment) + "/"
	b.until(fmt.Sprintf(`document.querySelector(".trial iframe")?.getAttribute("src") === %q`, "/"+cell))
	if got := ask[string](b, `document.getElementById("form-oembed-code").textContent`); got != list.Site+cell {
		t.Errorf("for a cell the address to paste is %s, want %s", got, list.Site+cell)
	}

	// From the pages that have a frame a link leads here.
	signatory := of("signatory")
	for page, address := range map[string]string{
		site.in(other, "matrix/"): "matrix", "signatories/" + path.Base(signatory) + "/": signatory, "commitments/" + path.Base(commitment) + "/": commitment,
	} {
		b.open(page)
		b.open(strings.TrimPrefix(ask[string](b, `document.querySelector("main a[href*='embed/?show=']").getAttribute("href")`), "/"))
		f := list.find(t, language(page), address)
		b.until(fmt.Sprintf(`document.querySelector(".trial iframe").getAttribute("src") === %q && document.querySelector("form.picker select").value === %q`, "/"+f.Path, address))
	}
}

// word returns a word of i18n/ in a language.
func word(t *testing.T, language string, path ...string) string {
	t.Helper()
	for _, f := range readTOML(t, realProject(t)) {
		for _, l := range f.leaves() {
			if f.name == "i18n/"+language+".toml" && slices.Equal(l.path, path) {
				return l.value.(string)
			}
		}
	}
	t.Fatalf("i18n/%s.toml has no %s", language, strings.Join(path, "."))
	return ""
}

// TestPartnerCopies copies each form.
func TestPartnerCopies(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	address := readFrames(t, site).Frames[1].Address
	b.open(site.in(site.other(), "embed/?show="+address))
	b.until(fmt.Sprintf(`document.querySelector(".trial iframe").src.includes(%q)`, address))
	copied := word(t, site.other(), "cite", "copied")
	for _, wrong := range ask[[]string](b, fmt.Sprintf(`(async () => {
		const problems = [], taken = [];
		Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => taken.push(text)}, configurable: true});
		const offers = [...document.querySelectorAll("[data-offer]")].filter((e) => e.checkVisibility());
		if (offers.length < 4) problems.push("only " + offers.length + " forms");
		for (const offer of offers) {
			const [button, ...others] = offer.querySelectorAll("button");
			if (!button.checkVisibility() || others.length) problems.push("no button: " + offer.textContent);
			button.click();
			await new Promise((next) => setTimeout(next));
			if (taken.pop() !== offer.querySelector("pre").textContent) problems.push("not copied: " + offer.textContent);
			if (button.textContent !== %q) problems.push("it says " + button.textContent);
		}
		return problems;
	})()`, copied)) {
		t.Error(wrong)
	}
}

// TestPartnerPageWithoutScript: every frame is there with its code, its heights and its files, and nothing that needs a
// script is.
func TestPartnerPageWithoutScript(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	list := readFrames(t, site)
	b := openTab(t, site.origin, look{noScript: true})
	for _, code := range site.languages.All {
		page := site.in(code, "embed/")
		b.open(page)
		b.unfold(true)
		for _, part := range ask[[]string](b, `[...document.querySelectorAll(".picker, main button")].filter((e) => e.checkVisibility({visibilityProperty: true})).map((e) => e.outerHTML)`) {
			t.Errorf("/%s shows what needs a script: %s", page, part)
		}
		entries := ask[[]struct {
			Code, Heights string
			Links         []string
		}](b, `[...document.querySelectorAll(".frames > details")].filter((e) => e.checkVisibility()).map((e) => ({
			code: e.querySelector("pre").textContent, heights: e.querySelector(".meta").textContent, links: [...e.querySelectorAll("a")].map((a) => a.getAttribute("href")),
		}))`)
		i := 0
		for _, f := range list.Frames {
			if f.Language != code {
				continue
			}
			if i == len(entries) {
				t.Fatalf("/%s holds %d frames", page, i)
			}
			entry := entries[i]
			i++
			for _, part := range []string{fmt.Sprintf(`<iframe src="%s%s"`, list.Site, f.Path), fmt.Sprintf(` height="%s" `, need(f.Heights, 640)), fmt.Sprintf(`<a href="%s%s">`, list.Site, f.Page)} {
				if !strings.Contains(entry.Code, part) {
					t.Errorf("/%s: the code for %s lacks %s: %s", page, f.Address, part, entry.Code)
				}
			}
			_, stated, _ := strings.Cut(entry.Heights, ":")
			for at := range strings.SplitSeq(stated, ",") {
				width, height, _ := strings.Cut(strings.TrimSpace(at), " × ")
				if from, err := strconv.Atoi(width); err != nil || height != need(f.Heights, from) {
					t.Errorf("/%s: %s is stated to be %q, want %s high", page, f.Address, at, need(f.Heights, from))
				}
			}
			answer := strings.TrimSuffix(strings.Replace(f.Path, "embed/", "oembed/", 1), "/")
			want := []string{f.Path, f.Path + "auto.html", answer + ".json"}
			for _, p := range []*stillPicture{f.SVG, f.PNG, f.Card, f.Square} {
				if p != nil {
					want = append(want, p.Path)
				}
			}
			for _, link := range want {
				if !slices.Contains(entry.Links, "/"+link) {
					t.Errorf("/%s: no link to %s: %q", page, link, entry.Links)
				}
				if site.files[filepath.ToSlash(file(link))] == "" {
					t.Errorf("/%s leads to /%s, which is not there", page, link)
				}
			}
		}
		if i != len(entries) {
			t.Errorf("/%s holds %d frames, %d are listed", page, len(entries), i)
		}
	}
}
