export { isForName, readSubjectNames, type SubjectName } from './subject-names.js';
export { TlsFileError, type TlsFileRole } from './tls-file-error.js';
export { loadTlsFiles, readTlsFiles, type TlsFiles, type TlsMaterial } from './tls-files.js';
export { watchTlsFiles, type WatchTlsFilesOptions } from './watch-tls-files.js';
