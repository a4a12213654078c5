package formats

import (
	"cmp"
	"io"
	"regexp"
	"strings"

	"declarationwatch/tools/internal/published"
)

// The Data Package that describes the tables: https://datapackage.org, version 2.0. Lists of ids are strings with a
// pattern, because the published profile of 2.0 leaves out the type list (frictionlessdata/datapackage, issue 1089).
type (
	dataPackage struct {
		Schema      string     `json:"$schema"`
		Name        string     `json:"name"`
		ID          string     `json:"id"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Version     string     `json:"version"`
		Created     string     `json:"created"`
		Homepage    string     `json:"homepage"`
		Keywords    []string   `json:"keywords"`
		Licenses    []licensed `json:"licenses"`
		Sources     []origin   `json:"sources"`
		Resources   []resource `json:"resources"`
	}
	licensed struct {
		Name  string `json:"name"`
		Path  string `json:"path"`
		Title string `json:"title"`
	}
	origin struct {
		Title string `json:"title"`
		Path  string `json:"path"`
	}
	resource struct {
		Name        string      `json:"name"`
		Path        string      `json:"path"`
		Type        string      `json:"type"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Format      string      `json:"format"`
		Mediatype   string      `json:"mediatype"`
		Encoding    string      `json:"encoding"`
		Bytes       int         `json:"bytes"`
		Hash        string      `json:"hash"`
		Schema      tableSchema `json:"schema"`
	}
	tableSchema struct {
		Fields      []tableField `json:"fields"`
		PrimaryKey  []string     `json:"primaryKey,omitempty"`
		ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
	}
	tableField struct {
		Name        string      `json:"name"`
		Type        string      `json:"type"`
		Format      string      `json:"format,omitempty"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Constraints constraints `json:"constraints,omitzero"`
		Categories  []category  `json:"categories,omitempty"`
	}
	constraints struct {
		Required bool     `json:"required,omitempty"`
		Unique   bool     `json:"unique,omitempty"`
		Pattern  string   `json:"pattern,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
	category struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	foreignKey struct {
		Fields    []string `json:"fields"`
		Reference struct {
			Resource string   `json:"resource"`
			Fields   []string `json:"fields"`
		} `json:"reference"`
	}
)

func writePackage(w io.Writer, e *edition) error {
	day, licence := string(e.record.AsOf), e.Campaign.Profile.Licence
	out := dataPackage{
		Schema:      "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:        cmp.Or(slug(e.text(e.Campaign.Profile.Name)), string(e.record.Declaration.ID)),
		ID:          string(e.URL(published.Folder + packageFile)),
		Title:       e.text(e.Campaign.Profile.Name),
		Description: e.note("dataset"),
		Version:     version(day),
		Created:     day + "T00:00:00Z",
		Homepage:    string(e.record.Page),
		Keywords:    e.Campaign.Profile.Keywords,
		Licenses:    []licensed{{strings.ReplaceAll(licence.Name, " ", "-"), string(licence.URL), licence.Name}},
	}
	if e.Name != "" { // it is known by where it stays
		out.ID, out.Version = string(e.URL("%s", e.Name.Path()+published.Folder+packageFile)), string(e.Name)
	}
	for _, name := range e.notes {
		out.Description += "\n\n" + e.note(name)
	}
	for _, t := range e.Campaign.Declaration.Texts {
		if t.Language == e.Campaign.Languages.Source {
			out.Sources = append(out.Sources, origin{e.text(e.Campaign.Declaration.Title), string(t.URL)})
		}
	}
	for _, t := range e.tables {
		out.Resources = append(out.Resources, e.resource(t))
	}
	return writeIndented(w, out)
}

// slug returns a name as an address has it; "" for one that has no Latin letter or digit.
func slug(name string) string {
	return strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
}

var notInSlug = regexp.MustCompile("[^a-z0-9]+")

// version is the day as a semantic version has it, without zeros in front.
func version(day string) string {
	return strings.ReplaceAll(strings.ReplaceAll(day, "-", "."), ".0", ".")
}

func (e *edition) resource(t table) resource {
	f := e.file(t.name + ".csv")
	out := resource{
		Name: t.name, Path: f.Path, Type: "table", Format: "csv", Mediatype: f.MediaType, Encoding: "utf-8",
		Title: e.text(f.about.Title), Description: e.text(f.about.Text),
		Bytes: len(f.content), Hash: "sha256:" + f.sha256,
		Schema: tableSchema{PrimaryKey: t.key()},
	}
	for _, f := range t.Fields {
		out.Schema.Fields = append(out.Schema.Fields, e.tableField(f, len(t.key()) == 1))
		if to := e.of(f); to != "" && !f.List { // a list refers to several rows, which cannot be said here
			key := foreignKey{Fields: []string{f.Name}}
			key.Reference.Resource, key.Reference.Fields = to, e.table(to).key()
			out.Schema.ForeignKeys = append(out.Schema.ForeignKeys, key)
		}
	}
	return out
}

// tableField describes a column. Its key is unique where it is the only one.
func (e *edition) tableField(f published.Field, alone bool) tableField {
	out := tableField{
		Name: f.Name, Type: f.Table, Format: f.TableFormat, Title: e.text(f.Title), Description: e.meaning(f),
		Constraints: constraints{Required: f.Absent == nil && !f.List, Unique: f.Key && alone, Pattern: f.Pattern, Enum: ids(f.Values)},
	}
	switch {
	case f.List:
		out.Constraints.Pattern = "(" + f.Pattern + "(" + published.Separator + f.Pattern + ")*)?"
	case f.Values != nil:
		out.Constraints.Pattern = ""
	}
	for _, v := range f.Values {
		if v.Label != nil {
			out.Categories = append(out.Categories, category{v.ID, e.text(v.Label)})
		}
	}
	return out
}
