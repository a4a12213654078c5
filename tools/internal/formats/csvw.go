package formats

import (
	"io"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// The tables as CSV on the Web describes them: https://www.w3.org/TR/tabular-metadata/. The file is where a reader of
// matrix.csv looks for it, and describes the tables that it refers to as well.
type (
	csvwGroup struct {
		Context  []any       `json:"@context"`
		About    []spoken    `json:"dc:description"`
		License  reference   `json:"dc:license"`
		Modified typed       `json:"dc:modified"`
		Tables   []csvwTable `json:"tables"`
	}
	csvwTable struct {
		URL         string     `json:"url"`
		Title       []spoken   `json:"dc:title"`
		Description []spoken   `json:"dc:description"`
		Schema      csvwSchema `json:"tableSchema"`
	}
	csvwSchema struct {
		AboutURL    string       `json:"aboutUrl,omitempty"`
		Columns     []csvwColumn `json:"columns"`
		PrimaryKey  []string     `json:"primaryKey,omitempty"`
		ForeignKeys []csvwKey    `json:"foreignKeys,omitempty"`
	}
	csvwColumn struct {
		Name        string       `json:"name"`
		Titles      string       `json:"titles"` // what is in the first line, which must be the same
		Title       []spoken     `json:"dc:title"`
		Description []spoken     `json:"dc:description"`
		Datatype    csvwDatatype `json:"datatype"`
		Separator   string       `json:"separator,omitempty"`
		Lang        string       `json:"lang,omitempty"`
		Required    bool         `json:"required,omitempty"`
	}
	csvwDatatype struct {
		Base   string `json:"base"`
		Format string `json:"format,omitempty"`
	}
	csvwKey struct {
		Column    string `json:"columnReference"`
		Reference struct {
			Resource string   `json:"resource"`
			Column   []string `json:"columnReference"`
		} `json:"reference"`
	}
	spoken struct {
		Value    string `json:"@value"`
		Language string `json:"@language"`
	}
	typed struct {
		Value string `json:"@value"`
		Type  string `json:"@type"`
	}
	reference struct {
		ID string `json:"@id"`
	}
)

func writeCSVW(w io.Writer, e *edition) error {
	out := csvwGroup{
		Context:  []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": e.Campaign.Languages.Source}},
		About:    e.spoken(e.texts["dataset"]),
		License:  reference{string(e.record.Licence)},
		Modified: typed{string(e.record.AsOf), "xsd:date"},
	}
	for _, t := range e.tables {
		words := e.about[t.name+".csv"]
		out.Tables = append(out.Tables, csvwTable{t.name + ".csv", e.spoken(words.Title), e.spoken(words.Text), e.csvwSchema(t)})
	}
	return writeIndented(w, out)
}

func (e *edition) csvwSchema(t table) csvwSchema {
	out := csvwSchema{PrimaryKey: t.key()}
	for _, f := range t.Fields {
		if f.Name == "permalink" {
			out.AboutURL = "{+permalink}"
		}
		out.Columns = append(out.Columns, e.csvwColumn(f))
		if to := e.of(f); to != "" && !f.List { // a list refers to several rows, which cannot be said here
			key := csvwKey{Column: f.Name}
			key.Reference.Resource, key.Reference.Column = to+".csv", e.table(to).key()
			out.ForeignKeys = append(out.ForeignKeys, key)
		}
	}
	return out
}

func (e *edition) csvwColumn(f published.Field) csvwColumn {
	out := csvwColumn{
		Name: f.Name, Titles: f.Name, Title: e.spoken(f.Title), Description: e.spoken(f.Text),
		Datatype: csvwDatatype{f.CSVW, f.Pattern}, Required: f.Absent == nil && !f.List,
	}
	if f.List {
		out.Separator = published.Separator
	}
	if f.Type.Name == "text" {
		out.Lang = e.Campaign.Languages.Source
	}
	if f.Values != nil {
		out.Datatype.Format = strings.Join(ids(f.Values), "|")
	}
	return out
}

// spoken returns a text in every language of the site.
func (e *edition) spoken(text campaign.Text) []spoken {
	var out []spoken
	for _, language := range e.Campaign.Languages.All {
		if s := text[language]; s != "" {
			out = append(out, spoken{s, language})
		}
	}
	return out
}
