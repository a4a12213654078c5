package formats

import (
	"encoding/json"
	"io"
)

func writeJSON(w io.Writer, e *edition) error {
	text, err := e.record.JSON()
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// writeIndented writes JSON in indented lines, for files that people open.
func writeIndented(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
