package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Two files of the archive tell programs how to cite the data: CITATION.cff, which code hosts and reference managers read, and
// .zenodo.json, by which an archive that gives out DOIs describes a deposit. The site has no address for them.

// citations returns the two files, by name.
func (e *edition) citations() (map[string]*bytes.Buffer, error) {
	profile := e.Campaign.Profile
	name, about := e.text(profile.Name), e.note("dataset")
	var cff bytes.Buffer
	// A string of JSON is one of YAML too.
	add := func(key string, value any) {
		text, _ := json.Marshal(value) // strings can always be encoded
		fmt.Fprintf(&cff, "%s: %s\n", key, text)
	}
	add("cff-version", "1.2.0")
	add("message", "Please cite these data as follows.")
	add("type", "dataset")
	add("title", name)
	add("abstract", about)
	add("authors", []map[string]string{{"name": name}})
	add("version", e.Version())
	add("date-released", e.record.AsOf)
	add("url", e.URL("%s", e.Folder()+packageFile))
	add("license-url", profile.Licence.URL)
	if len(profile.Keywords) > 0 {
		add("keywords", profile.Keywords)
	}
	deposit := map[string]any{
		"title": name, "upload_type": "dataset", "description": about, "creators": []map[string]string{{"name": name}}, "version": e.Version(),
		"publication_date": e.record.AsOf, "access_right": "open", "license": strings.ToLower(e.licenceID()),
		"keywords":            profile.Keywords,
		"related_identifiers": []map[string]any{{"identifier": e.URL("%s", e.Folder()+packageFile), "relation": "isIdenticalTo"}},
	}
	var zenodo bytes.Buffer
	out := json.NewEncoder(&zenodo)
	out.SetIndent("", "  ")
	err := out.Encode(deposit)
	return map[string]*bytes.Buffer{"CITATION.cff": &cff, ".zenodo.json": &zenodo}, err
}

// licenceID returns what the licence is called in the SPDX list, as far as its name tells.
func (e *edition) licenceID() string {
	return strings.ReplaceAll(e.Campaign.Profile.Licence.Name, " ", "-")
}
