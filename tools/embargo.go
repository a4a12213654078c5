package main

import (
	"io/fs"
	"path"
	"strings"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/embed"
)

// standalone is where the matrix and its sources lie in one file, in English and in the other languages.
var standalone = []string{"data/v1/offline.html", "*/data/v1/offline.html"}

// releases is where what is frozen lies, in a folder of its name for each release.
const releases = "v/"

// frames is where the pages for partners lie, likewise: of the matrix, then of governments and commitments.
var frames = []string{"embed/*/*.html", "embed/*/*/*.html", "*/embed/*/*.html", "*/embed/*/*/*.html"}

// frozen reports whether a file of the output lies in a release, or is a page that is to go into one.
func (o buildOptions) frozen(file string) bool {
	page, _ := path.Match("*/matrix/index.html", file)
	return strings.HasPrefix(file, releases) || o.release != "" && (page || file == "matrix/index.html")
}

// audited says what the audit is to know of a finished site: where it lies, what it may weigh, and what must be nowhere
// in it.
func (o buildOptions) audited(record *campaign.Campaign, dir, name string) audit.Site {
	sources := map[string]string{}
	for _, p := range record.Pages {
		sources[path.Join(p.Address(), "index.html")] = p.Doc.File
	}
	site := audit.Site{
		Dir: dir, Name: name, BaseURL: o.baseURL, Budgets: audit.Budgets(o.Params.Budgets), Preview: o.preview,
		Standalone: standalone, Frames: frames, Frozen: o.frozen,
		Source: func(file string) string { return sources[file] },
	}
	site.FrameScript, _ = embed.Script()
	if o.preview {
		return site
	}
	for _, m := range record.Marks(o.now) {
		secret := audit.Secret{At: m.At, What: m.What, Text: m.Text}
		if m.What == "file" {
			// A file that went away since the check is no secret any more.
			secret.Data, _ = fs.ReadFile(o.files, m.Text)
			secret.Text = strings.TrimPrefix(m.Text, "content/")
		}
		site.Withheld = append(site.Withheld, secret)
	}
	return site
}
