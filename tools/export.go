package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/form"
	"declarationwatch/tools/internal/spreadsheet"
)

var exportCommand = command{
	name:    "export",
	summary: "write the record as a workbook for staff",
	usage: `"export FILE.xlsx" writes data/ as a workbook: one sheet a kind, one row a record, with drop-downs and notes. "export FILE.csv"
writes one sheet, that with the file's name or that of -sheet. "import" takes both back. The workbook includes what is not public
yet, so it is not written into a folder that the site is built from.

  -sheet NAME   the sheet of a CSV file

Exit code: 0 written, 1 problems, 2 wrong usage.`,
	run: runExport,
}

func runExport(_ context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	name := flags.String("sheet", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	file, kind, err := tableFile(names)
	if err != nil {
		return err
	}
	opened, err := s.project()
	if err != nil {
		return err
	}
	if folder := opened.sourceFolder(file); folder != "" {
		return usageError{fmt.Sprintf("%s is in %s/, which the site is built from; write it elsewhere", file, folder)}
	}
	_, record, _, err := readSheets(opened)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if kind == ".csv" {
		err = record.WriteCSV(&text, sheetName(*name, file))
	} else {
		err = record.WriteWorkbook(&text)
	}
	if err != nil {
		return err
	}
	if err := disk.Write(filepath.Dir(s.path(file)), filepath.Base(file), text.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "wrote %s, for staff only: it includes what is not public yet\n", file)
	return nil
}

// tableFile returns the one file that a command is given, and its ending.
func tableFile(names []string) (file, kind string, err error) {
	if len(names) != 1 {
		return "", "", usageError{"name one file, FILE.xlsx or FILE.csv"}
	}
	kind = strings.ToLower(filepath.Ext(names[0]))
	if kind != ".xlsx" && kind != ".csv" {
		return "", "", usageError{fmt.Sprintf("unknown format of %q; use .xlsx or .csv", names[0])}
	}
	return names[0], kind, nil
}

// sheetName returns the sheet of a CSV file: the one that is asked for, or that with its name.
func sheetName(name, file string) string {
	if name != "" {
		return name
	}
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

// sourceFolder returns the folder of the project that a file would be published or read from; "" for none.
func (p project) sourceFolder(file string) string {
	below, err := filepath.Rel(p.dir, absolute(p.dir, file))
	if err != nil {
		return ""
	}
	top, _, _ := strings.Cut(filepath.ToSlash(below), "/")
	if slices.Contains([]string{"assets", "content", "data", "i18n", "layouts", "public", "static"}, top) {
		return top
	}
	return ""
}

// readSheets reads the record, which must be free of errors that hide some of it.
func readSheets(opened project) (*form.Project, *spreadsheet.Record, diag.List, error) {
	var problems diag.List
	p := loadForm(opened, &problems)
	if err := problems.Err(); err != nil {
		return nil, nil, problems, err
	}
	record, err := spreadsheet.Read(opened.files, p.Campaign)
	return p, record, problems, err
}

// readTable reads a file that was exported and changed.
func readTable(record *spreadsheet.Record, file, kind, name string) (*spreadsheet.Import, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if kind == ".csv" {
		return record.ReadCSV(raw, sheetName(name, file))
	}
	return record.ReadWorkbook(raw)
}
