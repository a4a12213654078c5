package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/dictionary"
)

// writeCSV gives the writer of a table: RFC 4180, UTF-8, CRLF, the names of the fields in the first line.
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
				line[i] = written(f, f.Plain(row))
			}
			if err := out.Write(line); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}

// written gives a value as it stands in a CSV file.
func written(f dictionary.Field, value any) string {
	switch v := value.(type) {
	case string:
		if f.Free {
			return inert(v)
		}
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}

// inert keeps a spreadsheet from taking a text for a formula (OWASP, CSV injection). What begins with an apostrophe gets
// one more, so that to take off one that is in front gives every text back.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r'", rune(s[0])) {
		return "'" + s
	}
	return s
}
