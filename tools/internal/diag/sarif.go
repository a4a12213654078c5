package diag

import (
	"io"
	"net/url"
	"slices"
)

// object is an object of JSON.
type object map[string]any

// printSARIF writes the part of SARIF 2.1.0 (OASIS) that a list of problems fills.
func printSARIF(w io.Writer, problems []Problem) error {
	rules, results := []object{}, []object{}
	var seen []string
	for _, p := range problems {
		if !slices.Contains(seen, p.Rule) {
			seen, rules = append(seen, p.Rule), append(rules, object{"id": p.Rule})
		}
		text := p.Message
		if p.Hint != "" {
			text += " (hint: " + p.Hint + ")"
		}
		r := object{"ruleId": p.Rule, "level": p.Severity.String(), "message": object{"text": text}}
		if p.At.File != "" {
			r["locations"] = []object{location(p.At)}
		}
		var related []object
		for _, rel := range p.Related {
			l := location(rel.At)
			l["message"] = object{"text": rel.Message}
			related = append(related, l)
		}
		if related != nil {
			r["relatedLocations"] = related
		}
		results = append(results, r)
	}
	return WriteJSON(w, object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []object{{
			"tool":       object{"driver": object{"name": "declaration-watch", "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	})
}

func location(at Position) object {
	place := object{"artifactLocation": object{"uri": (&url.URL{Path: at.File}).EscapedPath()}}
	if at.Line > 0 {
		region := object{"startLine": at.Line}
		if at.Column > 0 {
			region["startColumn"] = at.Column
		}
		place["region"] = region
	}
	return object{"physicalLocation": place}
}
