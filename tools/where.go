package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/form"
)

var whereCommand = command{
	name:    "where",
	summary: "print where an id is defined and named, with file and line",
	usage: `"where ID" prints each place in data/ and content/ where the id of a record is defined or named.

  -format text|json   how to print (text)

Exit code: 0 found, 1 not found, 2 wrong usage.`,
	run: runWhere,
}

var listCommand = command{
	name:    "list",
	summary: "print the ids of a kind of record, with titles and dates",
	usage: `"list WHAT" prints a line for each record or page of a kind: its id, its date where it has one, and its title.

WHAT is one of ` + strings.Join(form.Kinds(), ", ") + `.

  -format text|json   how to print (text)

Exit code: 0 printed, 1 problems, 2 wrong usage.`,
	run: runList,
}

func runWhere(_ context.Context, s shell, args []string) error {
	p, names, asJSON, err := openRecord(s, "where", args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name one id"}
	}
	uses := p.Where(names[0])
	if len(uses) == 0 {
		message := fmt.Sprintf("nothing has or names the id %q", names[0])
		if near := diag.Suggest(names[0], p.AllIDs()); near != "" {
			message += "\nhint: " + near
		}
		return fmt.Errorf("%s", message)
	}
	if asJSON {
		type place struct {
			diag.Position
			Kind    campaign.Kind `json:"kind,omitempty"`
			Defines bool          `json:"defines"`
		}
		list := make([]place, len(uses))
		for i, u := range uses {
			list[i] = place{u.At, u.Kind, u.Defines}
		}
		return printJSON(s, list)
	}
	for _, u := range uses {
		fmt.Fprintf(s.out, "%s: %s\n", u.At, u)
	}
	return nil
}

func runList(_ context.Context, s shell, args []string) error {
	p, names, asJSON, err := openRecord(s, "list", args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name one kind: " + strings.Join(form.Kinds(), ", ")}
	}
	items, ok := p.List(names[0])
	if !ok {
		message := fmt.Sprintf("unknown kind %q; use %s", names[0], strings.Join(form.Kinds(), ", "))
		if near := diag.Suggest(names[0], form.Kinds()); near != "" {
			message += "; " + near
		}
		return usageError{message}
	}
	all := len(items)
	if logIsPublic(s.env) {
		held := map[string]bool{}
		for _, h := range p.Held(p.Now) {
			held[h.ID], held[h.At.File] = true, held[h.At.File] || h.Kind == campaign.KindPage
		}
		items = slices.DeleteFunc(items, func(item form.Item) bool { return held[item.ID] })
	}
	if asJSON {
		return printJSON(s, items)
	}
	if left := all - len(items); left > 0 {
		fmt.Fprintf(s.out, "%d withheld; the log is public, so only the others are printed\n", left)
	}
	width := 0
	for _, item := range items {
		width = max(width, min(len(item.ID), 48))
	}
	for _, item := range items {
		fmt.Fprintln(s.out, strings.TrimRight(fmt.Sprintf("%-*s  %-10s  %s", width, item.ID, item.Date, item.Title), " "))
	}
	return nil
}

// openRecord parses the flags of a command that only reads the record, and loads it.
func openRecord(s shell, name string, args []string) (p *form.Project, names []string, asJSON bool, err error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	format := flags.String("format", "text", "")
	if names, err = parseNamed(flags, args); err != nil {
		return nil, nil, false, err
	}
	if !slices.Contains([]string{"text", "json"}, *format) {
		return nil, nil, false, usageError{fmt.Sprintf("unknown format %q; use text or json", *format)}
	}
	opened, err := s.project()
	if err != nil {
		return nil, nil, false, err
	}
	return loadForm(opened, new(diag.List)), names, *format == "json", nil
}

// loadForm loads the record to be looked up or added to.
func loadForm(opened project, problems *diag.List) *form.Project {
	record := campaign.Load(opened.files, problems)
	zone, _ := record.Profile.Zone() // check reports one that is unknown
	return &form.Project{Campaign: record, Changes: edit.NewChanges(opened.files), Now: time.Now(), Zone: zone}
}

// printJSON prints a value as JSON.
func printJSON(s shell, value any) error {
	encoder := json.NewEncoder(s.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
