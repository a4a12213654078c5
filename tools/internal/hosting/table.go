package hosting

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/output"
)

// field is one field of an answer's header.
type field struct {
	name string
	when func(site) bool // nil is always
	rows []row           // the first row that a file fits decides; a file that fits none goes without
}

// row is a kind of files and the value of the field for them; "" for none.
type row struct {
	fits  func(*file) bool
	value string
}

// The kinds of files. A page of a release was frozen as it was: only its place in it makes it one.
var (
	every         = func(*file) bool { return true }
	pages         = func(f *file) bool { return output.Kind(f.Name) == "html" }
	frames        = func(f *file) bool { return f.Is(output.FramePage) }
	measured      = func(f *file) bool { return f.Is(output.FramePage) && f.Scripted() } // its script reports its height
	fingerprinted = func(f *file) bool { return fingerprint.MatchString(f.Name) }
	releases      = func(f *file) bool { return f.Release }
	framesList    = at("embed/frames.json")
	frozenPages   = func(f *file) bool { return f.Release && pages(f) }
	partnerPage   = at("embed/index.html")
	standsAlone   = func(f *file) bool { return f.Is(output.StandalonePage) || dataFiles(f) } // it loads nothing, here as on a memory stick
	dataFiles     = below("data/v1")
	dataOfRecord  = func(f *file) bool { return dataFiles(f) && strings.Count(f.Place, "/") > 2 } // in a folder of its kind
)

// fingerprint matches a name, or a folder's, that contains a hash of the contents, so that it means these bytes permanently.
var fingerprint = regexp.MustCompile(`[._-][0-9a-f]{16,}(\.[a-z0-9]+|/[^/]+)$`)

func at(place string) func(*file) bool {
	return func(f *file) bool { return f.Place == place }
}

func below(folder string) func(*file) bool {
	return func(f *file) bool { return strings.HasPrefix(f.Place, folder+"/") }
}

func named(name string) func(*file) bool {
	return func(f *file) bool { return path.Base(f.Name) == name }
}

func ending(suffix string) func(*file) bool {
	return func(f *file) bool { return strings.HasSuffix(f.Name, suffix) }
}

// fields is the table: every field that the site's answers have beside those that every host sets. A host knows by itself that
// a page is text/html, a style sheet text/css, a picture a picture, and JSON is JSON.
var fields = []field{
	{name: "X-Content-Type-Options", rows: []row{{every, "nosniff"}}},
	// Other sites do not learn which page a reader comes from.
	{name: "Referrer-Policy", rows: []row{{every, "same-origin"}}},
	// Only what browsers know: an unknown name is a warning in the console. Copying stays allowed.
	{name: "Permissions-Policy", rows: []row{{every, "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"}}},
	// RFC 6797, 7.2: not over plain http. No "preload": that list is for the owner of the name to join.
	{name: "Strict-Transport-Security", when: func(s site) bool { return strings.HasPrefix(s.baseURL, "https:") }, rows: []row{{every, "max-age=63072000; includeSubDomains"}}},
	{name: "X-Robots-Tag", when: func(s site) bool { return s.hidden }, rows: []row{{every, "noindex"}}},

	{name: policyField, rows: []row{
		{measured, policy("form-action 'none'", "frame-ancestors *", "img-src data:", "script-src 'self'", "style-src"+styles)},
		{frames, policy("form-action 'none'", "frame-ancestors *", "img-src data:", "style-src"+styles)},
		{partnerPage, policy(append(page, "frame-src 'self'")...)}, // the preview of a frame
		{standsAlone, policy("frame-ancestors 'none'", "img-src data:", "style-src"+styles)},
		// A browser shows these in a page of its own making, with styles within it, which a stricter policy takes from it.
		{ending(".pdf"), "frame-ancestors 'none'"},
		{below("oembed"), answers}, // one rule for both forms
		{ending(".xml"), answers},
		{frozenPages, policy("frame-ancestors 'none'", "img-src data:", "style-src"+styles)}, // they ask for nothing either
		{every, policy(page...)},
	}},
	// The default of browsers, written out because the stricter values do harm: a link in a frame with
	// sandbox="allow-popups", as partners' systems write it, would open an error in place of the page.
	{name: "Cross-Origin-Opener-Policy", rows: []row{{every, "unsafe-none"}}},
	// A page that is isolated (crossOriginIsolated) shows only frames that are so too.
	{name: "Cross-Origin-Embedder-Policy", rows: []row{{frames, "require-corp"}}},
	// Feeds, files and pictures are there to be used elsewhere. So are styles and scripts, because a frame in a sandbox has no
	// origin: for it our own files are another's, and a module is fetched by the rules of CORS.
	{name: "Cross-Origin-Resource-Policy", when: func(s site) bool { return s.preview }, rows: []row{{every, "same-origin"}}},
	{name: "Cross-Origin-Resource-Policy", when: func(s site) bool { return !s.preview }, rows: []row{{frames, "cross-origin"}, {pages, "same-origin"}, {every, "cross-origin"}}},
	{name: "Access-Control-Allow-Origin", when: func(s site) bool { return !s.preview }, rows: []row{
		{pages, ""}, {below("data"), "*"}, {below("oembed"), "*"}, {named("feed.xml"), "*"}, {named("feed.json"), "*"}, {framesList, "*"}, {below("embed/frames"), "*"}, {ending(".js"), "*"},
	}},

	// What is made for each record is as every host knows it: its two forms are in one folder, and a rule for each file would grow with
	// the record. The links to it are for downloads.
	{name: "Content-Type", rows: []row{
		{dataOfRecord, ""},
		{named("feed.xml"), "application/atom+xml; charset=utf-8"},
		{named("feed.json"), "application/feed+json"},
		{ending(".csv-metadata.json"), "application/csvm+json"},
		{below("oembed"), ""},
		{ending(".xml"), "application/xml; charset=utf-8"},
		{ending(".csv"), "text/csv; charset=utf-8; header=present"}, // RFC 4180
		{ending(".xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{ending(".zip"), "application/zip"},
		{ending(".txt"), "text/plain; charset=utf-8"},
		{named("SHA256SUMS"), "text/plain; charset=utf-8"},
	}},
	// Tables and archives are kept, not looked at.
	{name: "Content-Disposition", rows: []row{{dataOfRecord, ""}, {ending(".csv"), "attachment"}, {ending(".xlsx"), "attachment"}, {ending(".zip"), "attachment"}}},
	{name: "Cache-Control", rows: []row{
		{releases, "public, max-age=31536000, immutable"},
		{fingerprinted, "public, max-age=31536000, immutable"},
		{every, "public, max-age=0, must-revalidate"},
	}},
}

// answers is the policy of what programs read. A browser shows XML with styles of its own.
const answers = "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; script-src 'none'"

// styles is replaced in a policy by the hashes of the styles within a page.
const styles = "{styles}"

// page is what a page of this site may do: load from this site, and be shown in no other page.
var page = []string{
	"connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self'", "manifest-src 'self'", "script-src 'self'",
	"style-src 'self'" + styles,
}

// policy is a content security policy that allows nothing but what it is given.
func policy(allowed ...string) string {
	return strings.Join(append([]string{"default-src 'none'", "base-uri 'none'"}, allowed...), "; ")
}

// values returns the value of the field for each file, "" for none. Files of one kind in one folder share the hashes of their
// styles, so that a file with another style than its neighbours needs no rule of its own.
func (d field) values(files []*file) []string {
	type kind struct {
		row    int
		folder string
	}
	kinds, hashes, out := make([]kind, len(files)), map[kind][]string{}, make([]string, len(files))
	for i, f := range files {
		row := slices.IndexFunc(d.rows, func(r row) bool { return r.fits(f) })
		if kinds[i].row = row; row >= 0 && strings.Contains(d.rows[row].value, styles) {
			kinds[i].folder = f.folder()
		}
		hashes[kinds[i]] = append(hashes[kinds[i]], f.styles...)
	}
	values := map[kind]string{}
	for k, of := range hashes {
		if k.row < 0 {
			continue
		}
		slices.Sort(of)
		values[k] = d.rows[k.row].value
		if of = slices.Compact(of); len(of) == 0 {
			values[k] = strings.ReplaceAll(values[k], "style-src"+styles, "style-src 'none'")
		}
		values[k] = strings.ReplaceAll(values[k], styles, strings.Join(append([]string{""}, of...), " "))
	}
	for i, k := range kinds {
		out[i] = values[k]
	}
	return out
}

// folder returns the release that a file is in, or else the folder of its kind: "embed/matrix" in every language.
func (f *file) folder() string {
	name := f.Place
	if f.Release {
		name = f.Name
	}
	names := strings.Split(path.Dir(name), "/")
	return strings.Join(names[:min(2, len(names))], "/")
}
