package export

import "io"

// Published writes the record as data/v1/matrix.json holds it, and no other file: for those who compare two of them.
func Published(w io.Writer, r *Release) error { return encode(w, r.record()) }
