package formats

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/published"
)

// writeCSV returns the writer of a table: RFC 4180, UTF-8, CRLF, the names of the fields in the first line.
func writeCSV(name string) func(io.Writer, *edition) error {
	return func(w io.Writer, e *edition) error {
		t := e.table(name)
		out := csv.NewWriter(w)
		out.UseCRLF = true
		line := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			line[i] = f.Name
		}
		if err := out.Write(line); err != nil {
			return err
		}
		for _, row := range t.rows {
			for i, f := range t.Fields {
				line[i] = csvValue(f, e.plain(f, row))
			}
			if err := out.Write(line); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}

// csvValue returns a value as a CSV file contains it.
func csvValue(f published.Field, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		if f.Free {
			return inert(v)
		}
	}
	return fmt.Sprint(value)
}

// inert keeps a spreadsheet from reading a text as a formula (OWASP, CSV injection). What begins with an apostrophe gets
// one more, so that removing the first apostrophe restores every text.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r'", rune(s[0])) {
		return "'" + s
	}
	return s
}
