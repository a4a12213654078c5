// Package campaign defines the record as typed values: the declaration, its signatories and commitments, what
// was pledged and what happened next, and the evidence for each. It takes decoded files and judges nothing;
// package check does that.
package campaign

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

// Campaign is the whole record. It is read-only once loaded. Slices keep the order of the files' names and of
// the records in them.
type Campaign struct {
	Languages   locale.Languages
	Profile     Profile
	Declaration Declaration
	Vocabulary  Vocabulary
	Commitments []Commitment
	Signatories []Signatory
	Pledges     []Pledge
	Assessments []Assessment
	Evidence    []Evidence
	Meetings    []Meeting
	Packages    []Package
	Asks        []Ask
	Standards   []Standard
	Programmes  []Programme
	Pages       []Page
	Interfaces  []Interface

	Files       []string // that the tool or Hugo reads, from the top folder
	Attributes  []byte   // of git, in .gitattributes
	Attachments []string // files of content/ that are not pages, from the top folder
	Static      []string // files of static/, from the top folder

	Releases []Release         // rows of releases.toml, in the order of the file
	Frozen   []*release.Frozen // that lie in static/

	Docs []*source.Doc // every file read

	definitions map[Kind]map[ID][]diag.Position
	bundles     map[string][]Page // pages with a folder of their own, by the folder
	root        fs.FS
}

// Checked lets go of what only rules ask of the data, once they were applied: each value with its place takes as much memory as the
// record itself.
func (c *Campaign) Checked() {
	for _, doc := range c.Docs {
		if strings.HasPrefix(doc.File, "data/") {
			doc.Leaves = nil
		}
	}
}

// IDs returns every id of a kind, each once.
func (c *Campaign) IDs(kind Kind) []string {
	ids := make([]string, 0, len(c.definitions[kind]))
	for id := range c.definitions[kind] {
		ids = append(ids, string(id))
	}
	return ids
}

// Definitions returns, for every id of every kind, the positions that define it, in the order of reading.
func (c *Campaign) Definitions() map[Kind]map[ID][]diag.Position { return c.definitions }

// Has reports whether a record of a kind has the id. The text of a record that a syntax mistake hides counts, so
// that one mistake is not reported a hundred times.
func (c *Campaign) Has(kind Kind, id string) bool {
	if len(c.definitions[kind][ID(id)]) > 0 {
		return true
	}
	return slices.ContainsFunc(c.Docs, func(doc *source.Doc) bool { return doc.Lost(id) })
}

// ReadFile returns the content of a file of the project.
func (c *Campaign) ReadFile(file string) ([]byte, error) { return fs.ReadFile(c.root, file) }

// InTemplates reports whether a template or a style sheet contains a text.
func (c *Campaign) InTemplates(text string) bool {
	return slices.ContainsFunc(c.Files, func(file string) bool {
		if !strings.HasPrefix(file, "layouts/") && !strings.HasPrefix(file, "assets/css/") {
			return false
		}
		template, err := c.ReadFile(file)
		return err == nil && bytes.Contains(template, []byte(text))
	})
}

// Published reports whether a row of this confidence is shown.
func (c Confidence) Published() bool { return c != Low }
