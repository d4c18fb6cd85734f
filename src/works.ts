/** Every work that the database can run, by import: the writer thread knows them from here. */
export {}
