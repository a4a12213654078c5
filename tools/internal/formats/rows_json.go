package formats

import (
	"io"
	"maps"
	"reflect"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

const (
	latestFile = "latest.json"
	rowsSchema = "schema/tables.schema.json" // of every JSON file but matrix.json
)

type (
	// head is what every JSON file but matrix.json begins with.
	head struct {
		AsOf    published.Day `json:"as_of"`
		Schema  campaign.URL  `json:"schema"`
		Licence campaign.URL  `json:"licence"`
		Page    campaign.URL  `json:"page"`
		Release release.Name  `json:"release,omitempty"`
	}
	// Rows is a table as JSON.
	Rows struct {
		head
		Table string `json:"table"`
		Rows  any    `json:"rows"`
	}
	// Latest is what programs poll to learn whether anything is new.
	Latest struct {
		head
		NewestReport  campaign.Date    `json:"newest_report"`
		Edited        campaign.Date    `json:"edited"`
		NewestRelease release.Name     `json:"newest_release,omitempty"`
		ReleaseData   campaign.URL     `json:"release_data,omitempty"`
		Data          campaign.URL     `json:"data"`
		Totals        published.Totals `json:"totals"`
	}
	// Part is what the record has about one government or one commitment.
	Part struct {
		head
		Signatory   *published.Signatory  `json:"signatory,omitempty"`
		Commitment  *published.Commitment `json:"commitment,omitempty"`
		Cells       []*published.Cell     `json:"cells"`
		Changes     []Change              `json:"changes"`
		Memberships []Membership          `json:"memberships"`
		Evidence    []*published.Source   `json:"evidence"`
	}
)

func (e *edition) head() head {
	return head{e.record.AsOf, e.URL("%s", e.Folder()+rowsSchema), e.record.Licence, e.record.Page, e.record.Release}
}

// Folder returns where the files are below the site's root: of a release, the place where it stays.
func (e *edition) Folder() string {
	if e.Name != "" {
		return e.Name.Path() + published.Folder
	}
	return published.Folder
}

// writeRows returns the writer of a table as JSON, in every language of the site.
func writeRows(name string) func(io.Writer, *edition) error {
	return func(w io.Writer, e *edition) error {
		return published.Encode(w, Rows{e.head(), name, e.table(name).rows})
	}
}

func writeLatest(w io.Writer, e *edition) error {
	out := Latest{head: e.head(), NewestReport: e.record.NewestReport, Edited: e.record.Edited, Totals: e.record.Totals, Data: e.URL("%s", e.Folder()+packageFile)}
	if newest := published.Newest(e.Input); newest != nil {
		out.NewestRelease, out.ReleaseData = newest.Name, e.URL("%s", newest.Path+published.Folder+packageFile)
	}
	return published.Encode(w, out)
}

// written is the objects that the JSON files but matrix.json are made of, the outermost first. A table is one for itself.
func (e *edition) written() []*published.Object {
	return []*published.Object{e.words.Of(reflect.TypeFor[Latest]()), e.words.Of(reflect.TypeFor[Part]())}
}

// writeRowsSchema describes every JSON file but matrix.json, by JSON Schema, draft 2020-12: each is one of these.
func writeRowsSchema(w io.Writer, e *edition) error {
	definitions, files := object{}, []object{}
	for _, o := range e.written() {
		files = append(files, object{"$ref": "#/$defs/" + o.Name})
		for _, inside := range o.Inside() {
			definitions[inside.Name] = e.objectSchema(inside)
		}
	}
	top := e.words.Of(reflect.TypeFor[head]())
	for _, t := range e.tables {
		if !t.json {
			continue
		}
		definitions[t.Object.Name] = e.objectSchema(t.Object)
		file := e.objectSchema(top)
		properties, required := file["properties"].(object), file["required"].([]string)
		properties["table"] = object{"const": t.name}
		properties["rows"] = object{"type": "array", "items": object{"$ref": "#/$defs/" + t.Object.Name}}
		file["required"] = append(required, "table", "rows")
		files = append(files, file)
	}
	out := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": e.head().Schema, "$defs": definitions,
		"title": e.text(e.Campaign.Profile.Name), "description": e.note("dataset"), "anyOf": files,
	}
	maps.DeleteFunc(out, func(_ string, v any) bool { return v == nil })
	return diag.WriteJSON(w, out)
}
